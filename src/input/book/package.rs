//! The file of a workbook: whether it is one, and whether it can be opened without harm.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::unusable::Unusable;

/// A larger file is none of a month.
pub(super) const MOST_BYTES: usize = 64 << 20;
/// More than this is never unpacked.
const MOST_UNPACKED: u64 = 128 << 20;
/// More marks of elements than this are never read; a hundred thousand rows of twenty cells have fewer.
const MOST_ELEMENTS: usize = 8_000_000;
/// More of them are in no table of texts.
const MOST_IN_TEXTS: usize = 4_000_000;
/// A workbook with more formats was made to do harm: Excel has 65,490 at most.
const MOST_IN_STYLES: usize = 400_000;

/// The parts of a workbook, none of which is too large.
pub(in crate::input) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// How much may still be unpacked: several sheets may lead to one part.
    left: u64,
}

impl<'b> Package<'b> {
    /// The package in `bytes`, measured before anything of it is read.
    pub(in crate::input) fn open(bytes: &'b [u8]) -> Result<Self, Unusable> {
        if let Some(unusable) = other_file(bytes) {
            return Err(unusable);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unusable::Damaged)?;
        let mut package = Self { zip, left: MOST_UNPACKED };
        package.measure()?;
        let kind = package.part("mimetype")?;
        match () {
            () if kind.is_some_and(|text| text.starts_with(b"application/vnd.oasis")) => {
                Err(Unusable::Ods)
            }
            () if package.name_of("xl/workbook.bin").is_some() => Err(Unusable::Xlsb),
            () if package.name_of("_rels/.rels").is_none() => Err(Unusable::Other),
            () => Ok(package),
        }
    }

    /// The content of a part, however its name is written.
    pub(in crate::input) fn part(&mut self, path: &str) -> Result<Option<Vec<u8>>, Unusable> {
        let Some(name) = self.name_of(path) else { return Ok(None) };
        let part = self.zip.by_name(&name).map_err(|_| Unusable::Damaged)?;
        let mut content = Vec::new();
        part.take(self.left + 1).read_to_end(&mut content).map_err(|_| Unusable::Damaged)?;
        self.left = self.left.checked_sub(content.len() as u64).ok_or(Unusable::TooMuch)?;
        Ok(Some(content))
    }

    fn name_of(&self, path: &str) -> Option<String> {
        let key = |name: &str| name.replace('\\', "/").to_ascii_lowercase();
        let path = key(path);
        let mut names = self.zip.file_names().filter_map(Result::ok);
        names.find(|name| key(name) == path).map(|name| name.into_owned())
    }

    /// Unpacks every part once and keeps nothing of it: sizes that a file claims may be lies.
    fn measure(&mut self) -> Result<(), Unusable> {
        if self.zip.decompressed_size().is_some_and(|size| size > u128::from(MOST_UNPACKED)) {
            return Err(Unusable::TooMuch);
        }
        let (mut left, mut elements) = (MOST_UNPACKED, 0);
        let mut chunk = vec![0; 64 << 10];
        for at in 0..self.zip.len() {
            let mut part = self.zip.by_index(at).map_err(|_| Unusable::Damaged)?;
            let name = part.name().map(|name| name.to_ascii_lowercase()).unwrap_or_default();
            let mut in_part = 0;
            let mut start = Vec::new();
            loop {
                let read = part.read(&mut chunk).map_err(|_| Unusable::Damaged)?;
                let Some(piece) = chunk.get(..read).filter(|piece| !piece.is_empty()) else {
                    break;
                };
                if start.is_empty() {
                    start.extend_from_slice(piece);
                }
                left = left.checked_sub(read as u64).ok_or(Unusable::TooMuch)?;
                in_part += piece.iter().filter(|byte| **byte == b'<').count();
                if elements + in_part > MOST_ELEMENTS
                    || (name.ends_with("styles.xml") && in_part > MOST_IN_STYLES)
                    || (name.ends_with("sharedstrings.xml") && in_part > MOST_IN_TEXTS)
                {
                    return Err(Unusable::TooMuch);
                }
            }
            elements += in_part;
            if name.ends_with("sharedstrings.xml") && claims_more(&start, in_part) {
                return Err(Unusable::Damaged);
            }
        }
        Ok(())
    }
}

/// Whether a table of texts claims to hold more of them than it has elements; room is made for as many as it claims.
fn claims_more(start: &[u8], elements: usize) -> bool {
    let text = String::from_utf8_lossy(start);
    text.split("uniqueCount").skip(1).any(|after| {
        let claim: String = (after.chars().skip_while(|c| !c.is_ascii_digit()))
            .take_while(char::is_ascii_digit)
            .collect();
        claim.parse::<usize>().map_or(!claim.is_empty(), |claim| claim > elements)
    })
}

/// What a file is that is no package at all.
fn other_file(bytes: &[u8]) -> Option<Unusable> {
    const COMPOUND: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    let start = bytes.get(..1000).unwrap_or(bytes);
    match bytes {
        [] => Some(Unusable::Empty),
        _ if bytes.len() > MOST_BYTES => Some(Unusable::TooMuch),
        [b'P', b'K', ..] => None,
        _ if bytes.starts_with(COMPOUND) && names_stream(bytes, "EncryptedPackage") => {
            Some(Unusable::Password)
        }
        _ if bytes.starts_with(COMPOUND) => Some(Unusable::Xls),
        _ if !start.contains(&0) => Some(Unusable::Text),
        _ => Some(Unusable::Other),
    }
}

/// Whether a compound file has a stream of this name.
fn names_stream(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}
