use std::time::Duration;

const LONGEST: Duration = Duration::from_secs(30 * 24 * 3600);

/// Reads `60s`, `2m`, `500ms`, `1h` or plain seconds.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    let text = text.trim();
    let units = [("ms", 1e-3), ("s", 1.0), ("m", 60.0), ("h", 3600.0)];
    let (number, unit) = (units.iter())
        .find_map(|(name, seconds)| Some((text.strip_suffix(name)?, *seconds)))
        .unwrap_or((text, 1.0));
    (number.trim_end().parse::<f64>().ok())
        .and_then(|number| Duration::try_from_secs_f64(number * unit).ok())
        .filter(|duration| *duration <= LONGEST)
        .ok_or_else(|| "expected a time as 60s, 2m, 500ms or 1h, at most 30 days".to_owned())
}
