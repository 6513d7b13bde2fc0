//! The basis as a product of sparse factors.
//!
//! A basis is nearly triangular here: most of its columns are slacks, or alone in some row. These are
//! put first, and only what is left of it fills in (Markowitz, "The elimination form of the inverse",
//! 1957; Gilbert and Peierls, "Sparse partial pivoting in time proportional to arithmetic operations",
//! 1988). After a pivot one more factor is added (the product form of the inverse; Dantzig and
//! Orchard-Hays, 1954), until the basis is factorized anew.

use std::sync::Arc;

use super::PIVOT;

/// What counts as 0.
pub(super) const ZERO: f64 = 1e-12;
/// A pivot is no smaller than [`PIVOT`], and than this share of the largest entry that could be it.
const SHARE: f64 = 0.1;

/// Factors of a basis. Each basic variable has a row as its place, in which it was pivoted.
#[derive(Debug, Clone, Default)]
pub(super) struct Factors {
    triangular: Arc<Triangular>,
    exchanges: Exchanges,
}

/// `L U`, its columns in the order of pivots.
#[derive(Debug, Default)]
struct Triangular {
    pivots: Vec<Pivot>,
    entries: Vec<(u32, f64)>,
}

/// A row, its entry, and where the entries of its columns of `L` and of `U` end.
#[derive(Debug, Clone, Copy)]
struct Pivot {
    row: u32,
    pivot: f64,
    lower: u32,
    upper: u32,
}

/// A pivot as it is applied.
struct Step<'t> {
    row: usize,
    pivot: f64,
    /// The column of `L` below the pivot, ...
    lower: &'t [(u32, f64)],
    /// ... and that of `U` above it.
    upper: &'t [(u32, f64)],
}

/// The columns that came since, each with its place, its entry there and the others.
#[derive(Debug, Clone, Default)]
struct Exchanges {
    places: Vec<(u32, f64, u32)>,
    entries: Vec<(u32, f64)>,
}

impl Exchanges {
    fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, f64, &[(u32, f64)])> {
        (0..self.places.len()).map(|at| {
            let from = if at == 0 { 0 } else { self.places[at - 1].2 };
            let (row, pivot, to) = self.places[at];
            (row as usize, pivot, &self.entries[from as usize..to as usize])
        })
    }
}

impl Triangular {
    fn iter(&self) -> impl DoubleEndedIterator<Item = Step<'_>> {
        self.pivots.iter().enumerate().map(|(at, pivot)| Step {
            row: pivot.row as usize,
            pivot: pivot.pivot,
            lower: &self.entries[self.lower(at)],
            upper: &self.entries[pivot.lower as usize..pivot.upper as usize],
        })
    }

    /// Where the entries of a column of `L` are.
    fn lower(&self, at: usize) -> std::ops::Range<usize> {
        let from = if at == 0 { 0 } else { self.pivots[at - 1].upper as usize };
        from..self.pivots[at].lower as usize
    }
}

impl Factors {
    /// Factorizes a basis of these columns, and of the slacks of the rows in `slack`. Returns for each
    /// row the column that has it as its place; the others have their slack. Columns that depend on
    /// those before them have no place.
    pub(super) fn new(columns: &[&[(u32, f64)]], slack: &[bool]) -> (Self, Vec<Option<usize>>) {
        let mut making = Making::new(columns, slack);
        for (column, row) in making.triangular() {
            making.add(column, Some(row));
        }
        let mut others: Vec<usize> = (0..columns.len()).filter(|c| !making.done[*c]).collect();
        others.sort_by_key(|column| making.left_of(*column).count());
        for column in others {
            making.add(column, None);
        }
        let Making { triangular, places, .. } = making;
        (Self { triangular: Arc::new(triangular), exchanges: Exchanges::default() }, places)
    }

    /// Turns a column into what it is in terms of the basis: `B⁻¹ a`.
    pub(super) fn solve(&self, v: &mut [f64]) {
        for Step { row, lower, .. } in self.triangular.iter() {
            let t = v[row];
            if t != 0.0 {
                lower.iter().for_each(|(other, l)| v[*other as usize] -= l * t);
            }
        }
        for Step { row, pivot, upper, .. } in self.triangular.iter().rev() {
            if v[row] != 0.0 {
                let t = v[row] / pivot;
                v[row] = t;
                upper.iter().for_each(|(other, u)| v[*other as usize] -= u * t);
            }
        }
        for (row, pivot, column) in self.exchanges.iter() {
            if v[row] != 0.0 {
                let t = v[row] / pivot;
                v[row] = t;
                column.iter().for_each(|(other, share)| v[*other as usize] -= share * t);
            }
        }
    }

    /// Turns what basic variables have into multipliers of rows: `c B⁻¹`.
    pub(super) fn solve_transposed(&self, v: &mut [f64]) {
        let product = |column: &[(u32, f64)], v: &[f64]| -> f64 {
            column.iter().map(|(other, entry)| entry * v[*other as usize]).sum()
        };
        for (row, pivot, column) in self.exchanges.iter().rev() {
            v[row] = (v[row] - product(column, v)) / pivot;
        }
        for Step { row, pivot, upper, .. } in self.triangular.iter() {
            v[row] = (v[row] - product(upper, v)) / pivot;
        }
        for Step { row, lower, .. } in self.triangular.iter().rev() {
            v[row] -= product(lower, v);
        }
    }

    /// Puts a column, in terms of the basis, in a place.
    pub(super) fn exchange(&mut self, place: usize, column: &[f64]) {
        let entries = &mut self.exchanges.entries;
        let others = (0u32..).zip(column);
        let others = others.filter(|(row, share)| *row as usize != place && share.abs() > ZERO);
        entries.extend(others.map(|(row, share)| (row, *share)));
        self.exchanges.places.push((place as u32, column[place], entries.len() as u32));
    }
}

/// Factors in the making.
struct Making<'c> {
    columns: &'c [&'c [(u32, f64)]],
    /// By column: whether it was added.
    done: Vec<bool>,
    triangular: Triangular,
    /// By row: the column that has it as its place.
    places: Vec<Option<usize>>,
    /// By row: the number of its pivot; [`OPEN`], or [`OF_SLACK`].
    steps: Vec<u32>,
    /// By row: how many columns that are not added have an entry there.
    counts: Vec<u32>,
    /// The column that is added, by row, ...
    work: Vec<f64>,
    /// ... and the rows where it may be other than 0.
    touched: Vec<u32>,
    is_touched: Vec<bool>,
    /// The numbers of pivots that are to be applied to it.
    before: Ascending,
}

/// Small numbers that are taken in ascending order.
struct Ascending {
    bits: Vec<u64>,
}

impl Ascending {
    fn add(&mut self, number: usize) {
        self.bits[number / 64] |= 1 << (number % 64);
    }

    /// The least of all, none of which is below `from`.
    fn take_next(&mut self, from: usize) -> Option<usize> {
        let mut words = self.bits.iter_mut().enumerate().skip(from / 64);
        let (at, word) = words.find(|(_, word)| **word != 0)?;
        let bit = word.trailing_zeros() as usize;
        *word &= *word - 1;
        Some(at * 64 + bit)
    }
}

const OPEN: u32 = u32::MAX;
const OF_SLACK: u32 = u32::MAX - 1;

impl<'c> Making<'c> {
    fn new(columns: &'c [&'c [(u32, f64)]], slack: &[bool]) -> Self {
        let m = slack.len();
        let mut counts = vec![0; m];
        columns.iter().copied().flatten().for_each(|(row, _)| counts[*row as usize] += 1);
        Self {
            columns,
            done: vec![false; columns.len()],
            triangular: Triangular::default(),
            places: vec![None; m],
            steps: slack.iter().map(|slack| if *slack { OF_SLACK } else { OPEN }).collect(),
            counts,
            work: vec![0.0; m],
            touched: Vec::new(),
            is_touched: vec![false; m],
            before: Ascending { bits: vec![0; m.div_ceil(64)] },
        }
    }

    /// The rows of a column that are nobody's place.
    fn left_of(&self, column: usize) -> impl Iterator<Item = usize> + '_ {
        let rows = self.columns[column].iter().map(|(row, _)| *row as usize);
        rows.filter(|row| self.steps[*row] == OPEN)
    }

    /// Columns that are alone in a row, again and again, and then those that have one row left: each
    /// with that row. They fill in nothing.
    fn triangular(&self) -> Vec<(usize, usize)> {
        let mut order = Vec::new();
        let mut done = self.done.clone();
        let mut open: Vec<bool> = self.steps.iter().map(|step| *step == OPEN).collect();
        let mut counts = self.counts.clone();
        let mut of_row: Vec<Vec<u32>> = vec![Vec::new(); open.len()];
        for (column, entries) in (0u32..).zip(self.columns) {
            entries.iter().for_each(|(row, _)| of_row[*row as usize].push(column));
        }
        let alone = |row: &usize| open[*row] && counts[*row] == 1;
        let mut queue: Vec<usize> = (0..open.len()).filter(alone).collect();
        while let Some(row) = queue.pop() {
            let Some(column) = of_row[row].iter().map(|c| *c as usize).find(|c| !done[*c]) else {
                continue;
            };
            (done[column], open[row]) = (true, false);
            order.push((column, row));
            for (other, _) in self.columns[column] {
                let other = *other as usize;
                counts[other] -= 1;
                if open[other] && counts[other] == 1 {
                    queue.push(other);
                }
            }
        }
        let length =
            |column: &&[(u32, f64)]| column.iter().filter(|(row, _)| open[*row as usize]).count();
        let mut lengths: Vec<usize> = self.columns.iter().map(length).collect();
        let mut queue: Vec<usize> =
            (0..done.len()).filter(|c| !done[*c] && lengths[*c] == 1).collect();
        while let Some(column) = queue.pop() {
            let mut rows = self.columns[column].iter().map(|(row, _)| *row as usize);
            let Some(row) = rows.find(|row| open[*row]) else { continue };
            (done[column], open[row]) = (true, false);
            order.push((column, row));
            for other in of_row[row].iter().map(|other| *other as usize).filter(|c| !done[*c]) {
                lengths[other] -= 1;
                if lengths[other] == 1 {
                    queue.push(other);
                }
            }
        }
        order
    }

    /// Adds a column, which is pivoted in this row, or else in one with few entries of those where its
    /// own is large enough.
    fn add(&mut self, column: usize, row: Option<usize>) {
        self.done[column] = true;
        for (row, entry) in self.columns[column] {
            self.counts[*row as usize] -= 1;
            self.touch(*row);
            self.work[*row as usize] += entry;
        }
        let mut from = 0;
        while let Some(step) = self.before.take_next(from) {
            from = step;
            let t = self.work[self.triangular.pivots[step].row as usize];
            for at in self.triangular.lower(step) {
                let (other, l) = self.triangular.entries[at];
                self.touch(other);
                self.work[other as usize] -= l * t;
            }
        }
        if let Some(row) = row.or_else(|| self.place()) {
            self.pivot(column, row);
        }
        for row in self.touched.drain(..) {
            self.work[row as usize] = 0.0;
            self.is_touched[row as usize] = false;
        }
    }

    /// Notes that a row may be other than 0, and the pivot that is then to be applied.
    fn touch(&mut self, row: u32) {
        if !std::mem::replace(&mut self.is_touched[row as usize], true) {
            self.touched.push(row);
            let step = self.steps[row as usize];
            if step < OF_SLACK && !self.triangular.lower(step as usize).is_empty() {
                self.before.add(step as usize);
            }
        }
    }

    fn place(&self) -> Option<usize> {
        let open = self.touched.iter().map(|row| *row as usize);
        let open = open.filter(|row| self.steps[*row] == OPEN);
        let entry = |row: usize| self.work[row].abs();
        let largest = open.clone().map(entry).fold(0.0, f64::max);
        let least = PIVOT.max(SHARE * largest);
        open.filter(|row| entry(*row) >= least).min_by_key(|row| (self.counts[*row], *row))
    }

    fn pivot(&mut self, column: usize, row: usize) {
        let pivot = self.work[row];
        let Triangular { pivots, entries } = &mut self.triangular;
        self.touched.sort_unstable();
        let others = self.touched.iter().map(|row| (*row, self.work[*row as usize]));
        let others = others.filter(|(other, entry)| *other as usize != row && entry.abs() > ZERO);
        let open = |row: u32| self.steps[row as usize] == OPEN;
        let lower = others.clone().filter(|(other, _)| open(*other));
        entries.extend(lower.map(|(other, entry)| (other, entry / pivot)));
        let lower = entries.len() as u32;
        entries.extend(others.filter(|(other, _)| !open(*other)));
        let upper = entries.len() as u32;
        self.steps[row] = pivots.len() as u32;
        self.places[row] = Some(column);
        pivots.push(Pivot { row: row as u32, pivot, lower, upper });
    }
}
