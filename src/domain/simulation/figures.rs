//! What a trial comes to.

use crate::domain::slot::measure::DayMeasure;

/// Width of a band of load, in percent of the open time.
const BAND: usize = 5;
const BANDS: usize = 100 / BAND + 1;

/// Usable slots by how full a day is, so that a setting under which less is booked does not win for that.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    bands: [(f64, f64); BANDS],
}

impl Curve {
    /// Notes a practitioner's day.
    pub(super) fn note(&mut self, day: &DayMeasure) {
        let full = (day.open - day.free) * 100 / day.open.max(1);
        let band = usize::try_from(full).unwrap_or(0) / BAND;
        if let Some((sum, days)) = self.bands.get_mut(band) {
            *sum += real(day.usable);
            *days += 1.0;
        }
    }

    /// Mean usable slots of both, band by band, weighted as the base's days are; bands that one of them never saw are left out.
    /// `None` when they share none.
    pub fn beside(&self, base: &Self) -> Option<(f64, f64)> {
        let (mut own, mut other, mut weight) = (0.0, 0.0, 0.0);
        for ((own_sum, own_days), (sum, days)) in self.bands.iter().zip(&base.bands) {
            if *own_days > 0.0 && *days > 0.0 {
                own += own_sum / own_days * days;
                other += sum;
                weight += days;
            }
        }
        (weight > 0.0).then(|| (own / weight, other / weight))
    }
}

/// Figures of one trial over the measured days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// Share of the open time in care, at the end of each day (booked, whether or not the patient came).
    pub utilisation: f64,
    /// Share of the free time in gaps too short to sell, of the next 7 days as each morning finds them.
    pub fragmentation: f64,
    /// Usable slots left of a practitioner's day, of the next 7 days as each morning finds them.
    pub usable: f64,
    /// The same by how full the day is.
    pub curve: Curve,
    /// Local days to the third next available start, mean over practitioners, care types and weeks.
    pub third_next: f64,
    /// Share of the requests served within 7 days of the day wished for.
    pub prompt: f64,
    /// Share of the requests that found nothing.
    pub unserved: f64,
    /// Local days from the wish, mean of those served.
    pub distance_days: f64,
    /// Minutes of the clock from the wish, mean of those served.
    pub distance_minutes: f64,
    /// Minutes outside open time, per practitioner and day.
    pub overtime: f64,
    /// Minutes without anybody between first and last patient, per practitioner and day.
    pub idle: f64,
    /// Minutes behind earlier patients, per patient seen.
    pub waiting: f64,
}

/// A count as a real number.
#[expect(clippy::cast_precision_loss, reason = "counts of a year, far below 2^52")]
pub(super) fn real(count: i64) -> f64 {
    count as f64
}

/// A mean that grows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Mean {
    sum: f64,
    count: f64,
}

impl Mean {
    pub(super) fn note(&mut self, value: f64) {
        self.sum += value;
        self.count += 1.0;
    }

    /// 0 of nothing.
    pub(super) fn value(self) -> f64 {
        if self.count > 0.0 {
            self.sum / self.count
        } else {
            0.0
        }
    }
}
