use super::month::Month;
use crate::files::book::{Cell, Table};
use crate::model::Term;
use crate::plan::{Status, Tier};
use crate::report::figures;
use crate::words::Figures;

const MOST: [usize; 5] = [34, 80, 0, 0, 0];

type Row = [Cell; 5];

/// The figures of the plan beside those by hand, and what they were made from.
pub(super) fn sheet(of: &Month) -> Table {
    let words = of.teller.words;
    let warnings = of.summary.warnings.iter().map(|told| said(words.warnings(), told));
    let policy = words.policy_told(of.teller.case.policy());
    let policy = policy.iter().map(|told| said(words.policy(), told));
    let made_by = words.made_by(env!("CARGO_PKG_VERSION"), &of.teller.plan.method);
    let origin = [made_by.as_str(), words.people_decide()].map(|told| said(words.origin(), told));
    let rows = counted(of).into_iter().chain(tiers(of)).chain(on_steps(of)).chain(files(of));
    let rows = rows.chain(warnings).chain(policy).chain(origin);
    Table::new(words.figures_sheet(), MOST, rows)
}

/// A row that only says something.
fn said(about: &str, what: &str) -> Row {
    row(about, what, [Cell::Empty, Cell::Empty, Cell::Empty])
}

fn row(about: &str, what: &str, [plan, hand, bound]: [Cell; 3]) -> Row {
    [Cell::text(about), Cell::text(what), plan, hand, bound]
}

/// The figures of the page's first rows.
fn counted(of: &Month) -> Vec<Row> {
    let (case, words) = (of.teller.case, of.teller.words);
    let plan = figures::of(case, of.teller.plan);
    let hand = of.extras.by_hand.map(|hand| figures::of(case, hand));
    let names = words.figures_told(plan.target_hours, plan.limit_hours);
    let mut hand_cells = hand.as_ref().map(cells).into_iter().flatten();
    let rows = names.iter().zip(cells(&plan)).map(|(name, value)| {
        let by_hand = hand_cells.next().unwrap_or(Cell::Empty);
        row(words.figures(), name, [value, by_hand, Cell::Empty])
    });
    let note = hand.as_ref().map(|_| said(words.figures(), words.hand_note()));
    rows.chain(note).collect()
}

fn cells(of: &Figures) -> [Cell; 12] {
    [
        Cell::count(of.households),
        Cell::count(of.housed),
        Cell::count(of.seekers),
        Cell::count(of.placed),
        Cell::count(of.on_best_step),
        Cell::count(of.provisional),
        Cell::count(of.in_target),
        Cell::count(of.in_limit),
        Cell::Tenths(of.mean_tenths),
        Cell::Tenths(of.median_tenths),
        Cell::Whole(of.longest_minutes),
        Cell::Whole(of.week_minutes),
    ]
}

/// What was kept small, with its proven bound, and what is proven of all of it.
fn tiers(of: &Month) -> Vec<Row> {
    let (words, plan) = (of.teller.words, of.teller.plan);
    let hand = |at: usize, tier: &Tier| {
        let hand = of.extras.by_hand?.tiers.get(at)?;
        (hand.weights == tier.weights).then_some(Cell::Whole(hand.value))
    };
    let counted = |(term, weight): (&Term, &i64)| match weight {
        1 => words.counted_in(*term).to_owned(),
        _ => format!("{} {}", words.counted_in(*term), words.weight(*weight)),
    };
    let rows = plan.tiers.iter().enumerate().map(|(at, tier)| {
        let terms: Vec<String> = tier.weights.iter().map(counted).collect();
        let values = [Cell::Whole(tier.value), hand(at, tier).unwrap_or(Cell::Empty)];
        let [value, by_hand] = values;
        let what = format!("{}. {}", at + 1, terms.join(", "));
        row(words.tiers(), &what, [value, by_hand, Cell::Whole(tier.bound)])
    });
    let verdict = match plan.status {
        Status::Optimal => words.lead_proven().to_owned(),
        _ => words.lead_open(&of.teller.at_best()),
    };
    rows.chain([said(words.tiers(), &verdict)]).collect()
}

/// How many are on each step.
fn on_steps(of: &Month) -> Vec<Row> {
    let (case, words) = (of.teller.case, of.teller.words);
    let hand = of.extras.by_hand.map(|hand| figures::on_steps(case, hand));
    let mut hand = hand.into_iter().flatten().map(|(_, count)| Cell::count(count));
    let rows = figures::on_steps(case, of.teller.plan).into_iter().map(|(step, count)| {
        let name = step.map_or_else(|| words.no_step().to_owned(), |step| of.teller.step(step));
        let by_hand = hand.next().unwrap_or(Cell::Empty);
        row(words.ladder(), &name, [Cell::count(count), by_hand, Cell::Empty])
    });
    rows.collect()
}

/// The files that the case was read from, with their rows.
fn files(of: &Month) -> Vec<Row> {
    let words = of.teller.words;
    let rows = of.extras.inputs.iter().map(|file| {
        let rows = file.rows.map_or(Cell::Empty, Cell::count);
        row(words.files(), &words.file(&file.name, &file.sha256), [rows, Cell::Empty, Cell::Empty])
    });
    rows.collect()
}
