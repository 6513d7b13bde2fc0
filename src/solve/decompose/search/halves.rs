//! Capacities added up, halved, and rounded down.

use std::collections::BTreeSet;

use super::super::simplex::Simplex;

/// A sum of rows, of which only the remainders modulo 2 count.
struct Sum {
    /// Of which columns it has an odd amount, as bits.
    odd: Vec<u64>,
    /// Which rows it is made of, as bits.
    rows: Vec<u64>,
    /// Whether what it holds is odd.
    holds_odd: bool,
    /// What the corner leaves over of its rows.
    left_over: f64,
}

impl Sum {
    fn has_odd(&self, column: usize) -> bool {
        self.odd[column / 64] >> (column % 64) & 1 == 1
    }

    fn add(&mut self, other: &Self) {
        self.odd.iter_mut().zip(&other.odd).for_each(|(own, other)| *own ^= other);
        self.rows.iter_mut().zip(&other.rows).for_each(|(own, other)| *own ^= other);
        self.holds_odd ^= other.holds_odd;
        self.left_over += other.left_over;
    }

    /// What the halves of this sum lose by rounding amounts and what is left over, twice.
    fn lost(&self, x: &[f64]) -> f64 {
        self.left_over + ones(&self.odd).map(|column| x[column]).sum::<f64>()
    }
}

/// The places of the bits that are set, ascending.
fn ones(words: &[u64]) -> impl Iterator<Item = usize> {
    words.iter().enumerate().flat_map(|(word, bits)| {
        let mut bits = *bits;
        std::iter::from_fn(move || {
            let at = bits.trailing_zeros() as usize;
            bits &= bits.checked_sub(1)?;
            Some(word * 64 + at)
        })
    })
}

/// Shares below this are rounding.
const NO_SHARE: f64 = 1e-9;
/// So is what is left over of a row, below this.
const NOTHING_LEFT: f64 = 1e-7;

/// Weights of rows, and what to divide by, of cuts that the corner exceeds by `exceeded` at least: what the rows
/// hold in all is odd, so that a half of it is lost, and less of what is used.
pub(super) fn weights(simplex: &Simplex, exceeded: f64) -> Vec<(Vec<i64>, i64)> {
    let weights = |rows: &Vec<u64>| {
        let mut weights = vec![0; simplex.rows()];
        ones(rows).for_each(|row| weights[row] = 1);
        (weights, 2)
    };
    odd_sums(simplex, exceeded).iter().map(weights).collect()
}

/// Sets of such rows, as bits.
///
/// Rows are added to each other so that one column after the other, those with the largest share first, is odd in
/// none that is left; what is met on the way is looked at. (Koster, Zymolka and Kutschka, "Algorithms to separate
/// {0,1/2}-Chvátal-Gomory cuts", 2009.)
fn odd_sums(simplex: &Simplex, exceeded: f64) -> BTreeSet<Vec<u64>> {
    let mut columns: Vec<(usize, f64)> = simplex.left().filter(|(_, x)| *x > NO_SHARE).collect();
    columns.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let x: Vec<f64> = columns.iter().map(|(_, x)| *x).collect();
    let may_be_lost = 1.0 - 2.0 * exceeded;
    let mut sums = rows(simplex, &columns);
    sums.retain(|sum| sum.left_over <= may_be_lost);
    let mut found = BTreeSet::new();
    let mut look_at = |sum: &Sum| {
        if sum.holds_odd && sum.lost(&x) <= may_be_lost {
            found.insert(sum.rows.clone());
        }
    };
    sums.iter().for_each(&mut look_at);
    for column in 0..columns.len() {
        let having = sums.iter().enumerate().filter(|(_, sum)| sum.has_odd(column));
        let least = having.min_by(|(_, a), (_, b)| {
            let by_columns = ones(&a.odd).count().cmp(&ones(&b.odd).count());
            a.left_over.total_cmp(&b.left_over).then(by_columns)
        });
        let Some((least, _)) = least else { continue };
        let least = sums.swap_remove(least);
        for sum in sums.iter_mut().filter(|sum| sum.has_odd(column)) {
            sum.add(&least);
            look_at(sum);
        }
        sums.retain(|sum| sum.left_over <= may_be_lost);
    }
    found
}

/// Each row by itself.
fn rows(simplex: &Simplex, columns: &[(usize, f64)]) -> Vec<Sum> {
    let count = simplex.rows();
    let row = |row: usize| {
        let mut rows = vec![0; count.div_ceil(64)];
        rows[row / 64] |= 1 << (row % 64);
        let holds = simplex.holds(row);
        let odd = vec![0; columns.len().div_ceil(64)];
        Sum { odd, rows, holds_odd: is_odd(holds), left_over: holds }
    };
    let mut sums: Vec<Sum> = (0..count).map(row).collect();
    for (at, (column, x)) in columns.iter().enumerate() {
        for (row, amount) in simplex.used(*column) {
            let sum = &mut sums[*row as usize];
            sum.left_over -= amount * x;
            if is_odd(*amount) {
                sum.odd[at / 64] |= 1 << (at % 64);
            }
        }
    }
    for sum in sums.iter_mut().filter(|sum| sum.left_over < NOTHING_LEFT) {
        sum.left_over = 0.0;
    }
    sums
}

fn is_odd(whole: f64) -> bool {
    whole.round() as i64 % 2 != 0
}

#[cfg(test)]
mod tests {
    use super::{odd_sums, ones};
    use crate::solve::decompose::restricted::Restricted;
    use crate::solve::decompose::simplex::{End, Simplex};

    /// Households of one plan each or none, in a ring: each plan uses a row and the next one, which hold 1.
    fn ring(length: u32) -> Simplex {
        let mut p = Restricted::new();
        for at in 0..length {
            p.push(-1.0, [(at, 1), ((at + 1) % length, 1)].into_iter());
            p.push(0.0, std::iter::empty());
            p.end_block();
        }
        p.capacities = vec![1.0; length as usize];
        p.floors = vec![0.0; length as usize];
        p.ceilings = vec![f64::INFINITY; length as usize];
        let mut simplex = Simplex::new(&p);
        assert_eq!(simplex.solve(f64::INFINITY, 1000, &|| false), End::Optimal);
        simplex
    }

    /// What a corner of a ring uses more than the halves of its rows hold, at most.
    fn most_exceeded(simplex: &Simplex) -> Option<f64> {
        let exceeded = |rows: &Vec<u64>| {
            let holds: f64 = ones(rows).map(|row| simplex.holds(row)).sum();
            let mut weights = vec![0; simplex.rows()];
            ones(rows).for_each(|row| weights[row] = 1);
            let sums = simplex.weighed(&weights);
            let used = |(column, x): (usize, f64)| x * (sums[column] / 2) as f64;
            simplex.left().map(used).sum::<f64>() - (holds / 2.0).floor()
        };
        odd_sums(simplex, 0.02).iter().map(exceeded).max_by(f64::total_cmp)
    }

    #[test]
    fn halves_of_an_odd_ring_are_exceeded_by_a_half() {
        for length in [3, 5, 7, 65, 131] {
            assert_eq!(most_exceeded(&ring(length)), Some(0.5), "{length}");
        }
    }

    #[test]
    fn whole_corners_exceed_nothing() {
        for length in [4, 6, 64, 128] {
            assert_eq!(most_exceeded(&ring(length)), None, "{length}");
        }
    }
}
