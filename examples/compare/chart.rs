use std::collections::BTreeMap;
use std::fmt::{Error, Result as Written, Write};
use std::time::Duration;

use boligplacering::solve::Method;

use crate::mark::Mark;
use crate::record::{Record, Status};
use crate::scale::{Scale, decades, spoken};

/// Time against size for each method, an SVG picture: a panel for each sort of case, and above
/// the times a row for each method that did not finish everywhere.
pub(crate) fn draw(records: &[Record], limit: Duration) -> Result<String, Error> {
    let chart = Chart::new(records, limit);
    let mut svg = String::new();
    writeln!(
        svg,
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height:.0}' \
         font-family='sans-serif' font-size='13' fill='#3a382f'>\n\
         <rect width='{WIDTH}' height='{height:.0}' fill='#fbfaf6'/>\n\
         <text x='{LEFT}' y='32' font-size='17'>Time to the proven best plan</text>",
        height = chart.bottom + 58.0
    )?;
    chart.legend(&mut svg)?;
    chart.times(&mut svg)?;
    let mut sorts: Vec<&str> = records.iter().map(|record| record.source.sort()).collect();
    sorts.dedup();
    let width = (WIDTH - LEFT - RIGHT + BETWEEN) / sorts.len().max(1) as f64;
    for (at, sort) in sorts.iter().enumerate() {
        let left = LEFT + width * at as f64;
        let own: Vec<&Record> = records.iter().filter(|r| r.source.sort() == *sort).collect();
        chart.panel(&mut svg, sort, &own, (left, left + width - BETWEEN))?;
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}

const WIDTH: f64 = 960.0;
const LEFT: f64 = 92.0;
const RIGHT: f64 = 24.0;
const BETWEEN: f64 = 34.0;
/// Of the panels.
const TOP: f64 = 124.0;
/// Of the part of a panel that times are drawn in.
const TALL: f64 = 340.0;
/// Of a row of crosses.
const ROW: f64 = 32.0;
/// From the side of a panel to its smallest and largest case.
const INSET: f64 = 36.0;
/// Between the middles of two sizes that are both written out.
const APART: f64 = 24.0;

struct Chart {
    /// Those drawn, each with its mark and whether it ever proves anything.
    methods: Vec<(Method, Mark, bool)>,
    /// Those that have a row for what they did not finish.
    unfinished: Vec<Method>,
    limit: f64,
    decades: Vec<f64>,
    y: Scale,
    bottom: f64,
}

impl Chart {
    fn new(records: &[Record], limit: Duration) -> Self {
        let drawn = |wanted: fn(&Record) -> bool| -> Vec<Method> {
            let mut methods: Vec<Method> =
                records.iter().filter(|r| wanted(r)).map(|r| r.method).collect();
            methods.sort_unstable();
            methods.dedup();
            methods
        };
        let unfinished = drawn(is_cut);
        let proves = drawn(Record::is_proven);
        let methods = drawn(|record| has_ended(record) || is_cut(record)).into_iter();
        let times = records.iter().filter(|r| has_ended(r)).map(|r| r.seconds.max(1e-6));
        let limit = limit.as_secs_f64().max(1e-3);
        let low = times.clone().fold(limit / 10.0, f64::min);
        let high = times.fold(limit, f64::max);
        let decades = decades(low, high);
        let top = TOP + ROW * unfinished.len() as f64 + APART / 2.0;
        let bottom = top + TALL;
        let ends = (decades[0], decades[decades.len() - 1]);
        Self {
            methods: methods
                .enumerate()
                .map(|(at, method)| (method, Mark::nth(at), proves.contains(&method)))
                .collect(),
            unfinished,
            limit,
            decades,
            y: Scale::new(ends, (bottom, top)),
            bottom,
        }
    }

    fn legend(&self, svg: &mut String) -> Written {
        let mut x = LEFT + 6.0;
        for (method, mark, proves) in &self.methods {
            mark.draw(svg, (x, 56.0), *proves)?;
            writeln!(svg, "<text x='{:.0}' y='60.5'>{method}</text>", x + 11.0)?;
            x += 44.0 + 7.5 * method.name().len() as f64;
        }
        let limit = spoken(self.limit);
        writeln!(
            svg,
            "<text x='{LEFT}' y='84' font-size='12' fill='#6b675c'>filled: proven; hollow, dashed: \
             a plan without proof; line: the median; cross: no proof within {limit}, and in how \
             many runs</text>"
        )
    }

    /// The axis of times, and the name of the rows.
    fn times(&self, svg: &mut String) -> Written {
        let x = LEFT - 9.0;
        for time in &self.decades {
            let (y, time) = (self.y.at(*time) + 4.5, spoken(*time));
            writeln!(svg, "<text x='{x}' y='{y:.1}' text-anchor='end'>{time}</text>")?;
        }
        if !self.unfinished.is_empty() {
            let y = TOP + ROW * self.unfinished.len() as f64 / 2.0 - 2.0;
            writeln!(svg, "<text x='{x}' y='{y:.1}' text-anchor='end'>no proof</text>")?;
        }
        Ok(())
    }

    fn panel(
        &self,
        svg: &mut String,
        title: &str,
        records: &[&Record],
        (left, right): (f64, f64),
    ) -> Written {
        let sizes = records.iter().map(|record| record.households.max(1) as f64);
        let ends = (sizes.clone().fold(f64::INFINITY, f64::min), sizes.clone().fold(1.0, f64::max));
        let x = Scale::new(ends, (left + INSET, right - INSET));
        writeln!(
            svg,
            "<text x='{left:.1}' y='{:.1}' font-weight='bold'>{title}</text>",
            TOP - 14.0
        )?;
        for time in &self.decades {
            let y = self.y.at(*time);
            line(svg, (left, y), (right, y), "stroke='#e0dccf'")?;
        }
        let y = self.y.at(self.limit);
        line(svg, (left, y), (right, y), "stroke='#8a8577' stroke-dasharray='2 3'")?;
        let (start, above) = (left + 5.0, y - 4.0);
        writeln!(
            svg,
            "<text x='{start:.1}' y='{above:.1}' font-size='11' fill='#6b675c'>time limit</text>"
        )?;
        let mut written = f64::NEG_INFINITY;
        let mut known: Vec<usize> = sizes.map(|size| size as usize).collect();
        known.sort_unstable();
        known.dedup();
        for size in known {
            let at = x.at(size as f64);
            line(svg, (at, self.bottom), (at, self.bottom + 5.0), "stroke='#8a8577'")?;
            if at - written >= APART {
                written = at;
                let y = self.bottom + 20.0;
                writeln!(svg, "<text x='{at:.1}' y='{y:.1}' text-anchor='middle'>{size}</text>")?;
            }
        }
        let (width, height) = (right - left, self.bottom - TOP + 8.0);
        writeln!(
            svg,
            "<rect x='{left:.1}' y='{:.1}' width='{width:.1}' height='{height:.1}' fill='none' \
             stroke='#8a8577'/>\n<text x='{:.1}' y='{:.1}' text-anchor='middle'>households</text>",
            TOP - 8.0,
            f64::midpoint(left, right),
            self.bottom + 42.0
        )?;
        self.methods.iter().try_for_each(|(method, mark, proves)| {
            let own = records.iter().filter(|record| record.method == *method);
            self.runs(svg, own.copied(), (*mark, *proves), x)
        })
    }

    /// The runs of one method: their middle as a line, then each by itself.
    fn runs<'a>(
        &self,
        svg: &mut String,
        records: impl Iterator<Item = &'a Record>,
        (mark, proves): (Mark, bool),
        x: Scale,
    ) -> Written {
        let mut sizes: BTreeMap<usize, Vec<&Record>> = BTreeMap::new();
        for record in records.filter(|record| has_ended(record) || is_cut(record)) {
            sizes.entry(record.households.max(1)).or_default().push(record);
        }
        let sizes = sizes.iter().map(|(size, runs)| (x.at(*size as f64), runs));
        let middles: Vec<(f64, f64)> =
            sizes.clone().map_while(|(x, runs)| Some((x, self.y.at(median(runs)?)))).collect();
        let dash = if proves { "" } else { " stroke-dasharray='5 4'" };
        let paint = format!("stroke='{}' stroke-width='1.8'{dash}", mark.colour);
        for ends in middles.windows(2) {
            line(svg, ends[0], ends[1], &paint)?;
        }
        for (x, runs) in sizes {
            for record in runs.iter().filter(|record| has_ended(record)) {
                mark.draw(svg, (x, self.y.at(record.seconds.max(1e-6))), record.is_proven())?;
            }
            let cut = runs.iter().filter(|record| is_cut(record)).count();
            let row = self.unfinished.iter().position(|method| *method == runs[0].method);
            if let Some(row) = row.filter(|_| cut > 0) {
                let y = TOP + ROW * row as f64 + 3.0;
                mark.cross(svg, (x, y))?;
                let (y, all, colour) = (y + 16.0, runs.len(), mark.colour);
                writeln!(
                    svg,
                    "<text x='{x:.1}' y='{y:.1}' font-size='11' text-anchor='middle' \
                     fill='{colour}'>{cut}/{all}</text>"
                )?;
            }
        }
        Ok(())
    }
}

/// Whether the run ended by itself, with something to show.
fn has_ended(record: &Record) -> bool {
    record.is_proven() || record.status == Status::Feasible
}

/// Whether the run was ended before it had an answer.
fn is_cut(record: &Record) -> bool {
    matches!(record.status, Status::TimeLimit | Status::MemoryLimit | Status::Failed)
}

/// The middle of the times, what did not end being the longest; `None` if that is the middle.
fn median(runs: &[&Record]) -> Option<f64> {
    let ended = runs.iter().filter(|record| has_ended(record));
    let mut seconds: Vec<f64> = ended.map(|record| record.seconds.max(1e-6)).collect();
    seconds.sort_by(f64::total_cmp);
    seconds.get((runs.len() - 1) / 2).copied()
}

fn line(svg: &mut String, from: (f64, f64), to: (f64, f64), paint: &str) -> Written {
    let ((x1, y1), (x2, y2)) = (from, to);
    writeln!(svg, "<line x1='{x1:.1}' y1='{y1:.1}' x2='{x2:.1}' y2='{y2:.1}' {paint}/>")
}
