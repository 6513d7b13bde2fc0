//! How wide a text can be, whatever font a screen has.

/// Advances in thousandths of the font's size, from the space on: DejaVu Sans Bold, the widest of the common fonts
/// without serifs.
const ASCII: [u16; 95] = [
    349, 457, 521, 838, 696, 1002, 873, 307, 458, 458, 523, 838, 380, 416, 380, 366, 696, 696, 696,
    696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 581, 1000, 774, 763, 734, 831, 684,
    684, 821, 837, 373, 373, 775, 638, 996, 837, 851, 733, 851, 771, 721, 683, 813, 774, 1104, 771,
    725, 726, 458, 366, 458, 838, 500, 500, 675, 716, 593, 716, 679, 436, 716, 712, 343, 343, 666,
    343, 1042, 712, 688, 716, 716, 494, 596, 479, 712, 652, 924, 646, 652, 583, 712, 366, 712, 838,
];

/// The same of the letters from À to ÿ.
const LATIN: [u16; 64] = [
    774, 774, 774, 774, 774, 774, 1085, 734, 684, 684, 684, 684, 373, 373, 373, 373, 838, 837, 851,
    851, 851, 851, 851, 838, 851, 813, 813, 813, 813, 725, 738, 720, 675, 675, 675, 675, 675, 675,
    1048, 593, 679, 679, 679, 679, 343, 343, 343, 343, 688, 712, 688, 688, 688, 688, 688, 838, 688,
    712, 712, 712, 712, 652, 716, 652,
];

/// What is not in the tables gets so much, and is drawn no wider.
const OTHERS: u16 = 1000;

/// For fonts that are a little wider still.
const MARGIN: f64 = 1.03;

/// Longer texts are cut.
const MOST_LETTERS: usize = 24;

fn advance(letter: char) -> Option<u16> {
    let code = u32::from(letter) as usize;
    match letter {
        ' '..='~' => ASCII.get(code - 0x20).copied(),
        'À'..='ÿ' => LATIN.get(code - 0xC0).copied(),
        '…' | '→' | '←' => Some(OTHERS),
        '\u{a0}' => ASCII.first().copied(),
        '–' | '·' => Some(500),
        _ => None,
    }
}

/// How wide a text is at most at a size of the font.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let thousandths: u64 =
        text.chars().map(|letter| u64::from(advance(letter).unwrap_or(OTHERS))).sum();
    thousandths as f64 / 1000.0 * size * MARGIN
}

/// Whether a font may draw a text wider than [`width`] says, if it is let.
pub(super) fn may_be_wider(text: &str) -> bool {
    text.chars().any(|letter| advance(letter).is_none())
}

/// A text that is not too long for a map.
pub(super) fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST_LETTERS) {
        None => text.to_owned(),
        Some((end, _)) => text.get(..end).unwrap_or(text).trim_end().to_owned() + "…",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_a_width() {
        assert_eq!((width(" ", 1000.0) / MARGIN).round(), 349.0);
        assert_eq!((width("~", 1000.0) / MARGIN).round(), 838.0);
        assert_eq!((width("Àÿ", 1000.0) / MARGIN).round(), 774.0 + 652.0);
        assert!(!may_be_wider("Tørring → H-01…") && may_be_wider("مرحبا"));
    }

    #[test]
    fn long_texts_are_cut() {
        assert_eq!(cut(&"å".repeat(24)), "å".repeat(24));
        assert_eq!(cut(&"å".repeat(25)), "å".repeat(24) + "…");
    }
}
