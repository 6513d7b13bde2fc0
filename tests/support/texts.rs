//! Texts of many kinds, as the dice fall.

use crate::dice::Dice;

/// Letters of an alphabet, `least` to `most` of them.
pub(crate) fn text(dice: &mut Dice, alphabet: &str, least: usize, most: usize) -> String {
    let letters: Vec<char> = alphabet.chars().collect();
    let length = least + dice.below(most - least + 1);
    (0..length).map(|_| letters[dice.below(letters.len())]).collect()
}

/// Up to `most` letters of whatever writing; no control characters.
pub(crate) fn any_text(dice: &mut Dice, most: usize) -> String {
    let length = dice.below(most + 1);
    let ends = [0x80, 0x300, 0x3000, 0x11_0000];
    let letters = std::iter::repeat_with(|| {
        let end = ends[dice.below(ends.len())];
        char::from_u32(dice.below(end) as u32)
    });
    letters.flatten().filter(|letter| !letter.is_control()).take(length).collect()
}
