use std::collections::BTreeSet;

use super::blocks::MARK;
use super::drawing::{mark, mode_class};
use super::markup::escaped;
use super::shape::Spot;
use super::things::Mark;
use super::things::Things;
use crate::model::Mode;
use crate::words::Words;

/// What each sign on the map means, as far as it is there.
pub(super) fn legend(things: &Things, words: &dyn Words) -> String {
    let marks: BTreeSet<Mark> = things.list.iter().map(|thing| thing.mark).collect();
    let modes: BTreeSet<Mode> = things.trips.iter().map(|trip| trip.mode).collect();
    let mut items = String::new();
    let mut item = |width: u32, sign: &str, told: &str| {
        let told = escaped(told);
        items += &format!(
            "<li><svg viewBox=\"0 0 {width} 16\" width=\"{width}\" height=\"16\" aria-hidden=\"true\">\
             {sign}</svg>{told}</li>"
        );
    };
    for sign in marks {
        let told = match sign {
            Mark::Home(home) => words.home_mark(home),
            Mark::Site { idle } => words.site_mark(!idle),
        };
        item(16, &mark(sign, Spot::new(8.0, 8.0), MARK - 2.0), told);
    }
    for mode in modes {
        let class = mode_class(mode);
        let line = format!("<line class=\"way {class}\" x1=\"2\" y1=\"8\" x2=\"46\" y2=\"8\"/>");
        item(48, &line, words.by(mode));
    }
    format!("<ul class=\"legend\">{items}</ul>\n")
}
