/// A logarithmic scale from numbers to pixels.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// `low` comes to lie at `from` and `high` at `to`.
    pub(crate) fn new((low, high): (f64, f64), (from, to): (f64, f64)) -> Self {
        Self { low: low.ln(), high: high.ln(), from, to }
    }

    pub(crate) fn at(&self, value: f64) -> f64 {
        let width = self.high - self.low;
        let part = if width > 0.0 { (value.ln() - self.low) / width } else { 0.5 };
        self.from + part.clamp(0.0, 1.0) * (self.to - self.from)
    }
}

/// The powers of ten from the one below `low` to the one above `high`.
pub(crate) fn decades(low: f64, high: f64) -> Vec<f64> {
    let (first, last) = (low.log10().floor() as i32, high.log10().ceil() as i32);
    (first..=last.max(first + 1)).map(|power| 10_f64.powi(power)).collect()
}

/// A time as people say it: 10 µs, 100 ms, 1 s.
pub(crate) fn spoken(seconds: f64) -> String {
    let (number, unit) = match seconds {
        s if s < 0.99e-3 => (s * 1e6, "µs"),
        s if s < 0.99 => (s * 1e3, "ms"),
        s => (s, "s"),
    };
    let digits = if number < 10.0 { 100.0 } else { 10.0 };
    format!("{} {unit}", (number * digits).round() / digits)
}
