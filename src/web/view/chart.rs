//! Pictures of numbers as SVG: columns over time, bars with names. Told apart by patterns as well as colours, so that they can be
//! printed in black; each has a title and a description for screen readers, and the page shows the numbers beside it.

use askama::Template;

/// Units of a picture's width: about the pixels of a small phone, so that its text is readable there.
const WIDTH: f64 = 360.0;
/// Columns: room for figures on the left, height of the plot, room for names below.
const LEFT: f64 = 34.0;
const TOP: f64 = 10.0;
const PLOT: f64 = 150.0;
const FOOT: f64 = 22.0;
/// Columns closer than this have names in part only.
const NAME_WIDTH: f64 = 46.0;
/// A row of bars: its name above it, and the bar.
const ROW: f64 = 36.0;
const BAR: f64 = 12.0;

/// What a screen reader says of a picture.
#[derive(Clone, Debug)]
pub struct Caption {
    /// Unique on the page: letters, digits, hyphens.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// What can be seen on it, in a sentence.
    pub description: String,
}

/// A named column or bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// Name.
    pub label: String,
    /// Parts one upon the other; not negative in columns.
    pub parts: Vec<f64>,
    /// How far the whole may be off on either side, 0 for exact numbers.
    pub margin: f64,
    /// The number as people write it.
    pub value: String,
}

/// A rectangle with a pattern.
struct Part {
    x: String,
    y: String,
    width: String,
    height: String,
    series: usize,
}

struct Mark {
    x: String,
    y: String,
    text: String,
}

/// Columns from left to right.
#[derive(Template)]
#[template(path = "admin/statistics/columns.html")]
struct Columns<'a> {
    caption: &'a Caption,
    height: String,
    right: String,
    grid: Vec<Mark>,
    parts: Vec<Part>,
    names: Vec<Mark>,
}

/// Bars one below the other, to the right of zero or to its left.
#[derive(Template)]
#[template(path = "admin/statistics/bars.html")]
struct Bars<'a> {
    caption: &'a Caption,
    height: String,
    right: String,
    zero: String,
    parts: Vec<Part>,
    names: Vec<Mark>,
    values: Vec<Mark>,
    /// From, to and height of the lines that show how far a bar may be off.
    margins: Vec<(String, String, String)>,
}

fn unit(value: f64) -> String {
    format!("{value:.1}")
}

#[expect(clippy::cast_precision_loss, reason = "places on a page")]
fn place(at: usize) -> f64 {
    at as f64
}

/// A round number not below the greatest of the values; 0 where there is none over it.
fn ceiling(greatest: f64) -> f64 {
    if greatest <= 0.0 {
        return 0.0;
    }
    let power = 10_f64.powf(greatest.max(1.0).log10().floor());
    let steps = [1.0, 2.0, 2.5, 5.0, 10.0];
    let fits = steps
        .into_iter()
        .map(|step| step * power)
        .find(|round| *round >= greatest);
    fits.unwrap_or(greatest)
}

/// SVG of columns; `figure` writes a number of the scale.
pub fn columns(caption: &Caption, bars: &[Bar], figure: impl Fn(f64) -> String) -> askama::Result<String> {
    let whole = |bar: &Bar| bar.parts.iter().sum::<f64>();
    let top = ceiling(bars.iter().map(whole).fold(0.0, f64::max));
    let slot = (WIDTH - LEFT) / place(bars.len().max(1));
    let width = slot * 0.72;
    let mut parts = Vec::new();
    let mut names = Vec::new();
    // The first of every so many columns is named.
    let each = (1..=bars.len())
        .find(|n| slot * place(*n) >= NAME_WIDTH)
        .unwrap_or(1);
    for (at, bar) in bars.iter().enumerate() {
        let x = LEFT + slot * place(at) + (slot - width) / 2.0;
        let mut y = TOP + PLOT;
        for (series, part) in bar.parts.iter().enumerate() {
            let height = if top > 0.0 {
                part.max(0.0) / top * PLOT
            } else {
                0.0
            };
            y -= height;
            parts.push(Part {
                x: unit(x),
                y: unit(y),
                width: unit(width),
                height: unit(height),
                series,
            });
        }
        if at % each == 0 {
            names.push(Mark {
                x: unit(x + width / 2.0),
                y: unit(TOP + PLOT + 14.0),
                text: bar.label.clone(),
            });
        }
    }
    // Where every column is empty there is no scale, only the ground.
    let lines = if top > 0.0 { 4 } else { 0 };
    let line = |step: usize| {
        let share = place(step) / 4.0;
        Mark {
            x: unit(LEFT - 4.0),
            y: unit(TOP + PLOT * (1.0 - share)),
            text: figure(top * share),
        }
    };
    let drawn = Columns {
        caption,
        height: unit(TOP + PLOT + FOOT),
        right: unit(WIDTH),
        grid: (0..=lines).map(line).collect(),
        parts,
        names,
    };
    drawn.render()
}

/// SVG of bars; negative numbers go to the left of zero.
pub fn bars(caption: &Caption, bars: &[Bar]) -> askama::Result<String> {
    let whole = |bar: &Bar| bar.parts.iter().sum::<f64>();
    let far = |bar: &Bar| if bar.margin.is_finite() { bar.margin } else { 0.0 };
    let least = bars
        .iter()
        .map(|bar| (whole(bar) - far(bar)).min(0.0))
        .fold(0.0, f64::min);
    let most = bars.iter().map(|bar| whole(bar) + far(bar)).fold(0.0, f64::max);
    let scale = if most > least { WIDTH / (most - least) } else { 0.0 };
    let zero = -least * scale;
    let mut drawn = Bars {
        caption,
        height: unit(ROW * place(bars.len())),
        right: unit(WIDTH),
        zero: unit(zero),
        parts: Vec::new(),
        names: Vec::new(),
        values: Vec::new(),
        margins: Vec::new(),
    };
    for (at, bar) in bars.iter().enumerate() {
        let top = ROW * place(at);
        let mark = |x: f64, text: &str| Mark {
            x: unit(x),
            y: unit(top + 13.0),
            text: text.to_owned(),
        };
        drawn.names.push(mark(0.0, &bar.label));
        drawn.values.push(mark(WIDTH, &bar.value));
        let mut from = zero;
        for (series, part) in bar.parts.iter().enumerate() {
            let width = part * scale;
            drawn.parts.push(Part {
                x: unit(from.min(from + width)),
                y: unit(top + 18.0),
                width: unit(width.abs()),
                height: unit(BAR),
                series,
            });
            from += width;
        }
        if far(bar) > 0.0 {
            let reach = far(bar) * scale;
            drawn.margins.push((
                unit(from - reach),
                unit(from + reach),
                unit(top + 18.0 + BAR / 2.0),
            ));
        }
    }
    drawn.render()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caption() -> Caption {
        Caption {
            id: "c".to_owned(),
            title: "A < B".to_owned(),
            description: "two".to_owned(),
        }
    }

    fn bar(parts: &[f64], margin: f64) -> Bar {
        Bar {
            label: "x".to_owned(),
            parts: parts.to_vec(),
            margin,
            value: "1".to_owned(),
        }
    }

    #[test]
    fn a_picture_says_what_it_is_and_holds_no_style() {
        let svg = columns(&caption(), &[bar(&[1.0, 2.0], 0.0)], |n| n.to_string()).unwrap();
        for part in [
            "role=\"img\"",
            "aria-labelledby=\"c-t c-d\"",
            "A &#60; B",
            "fill=\"url(#c-p1)\"",
        ] {
            assert!(svg.contains(part), "{part} in {svg}");
        }
        assert!(!svg.contains("style="), "{svg}");
    }

    #[test]
    fn what_is_lost_goes_left_of_zero_and_nothing_divides_by_zero() {
        let svg = bars(&caption(), &[bar(&[-2.0], 1.0), bar(&[2.0], 0.0)]).unwrap();
        // From -3 to 2: zero is at three fifths of 360.
        assert!(svg.contains("x1=\"216.0\""), "{svg}");
        assert!(svg.contains("x=\"72.0\" y=\"18.0\" width=\"144.0\""), "{svg}");
        let empty = bars(&caption(), &[bar(&[0.0], f64::INFINITY)]).unwrap();
        assert!(!empty.contains("NaN") && !empty.contains("inf"), "{empty}");
        assert!(columns(&caption(), &[], |n| n.to_string()).is_ok());
    }

    #[test]
    fn where_all_is_zero_the_scale_says_zero_and_no_more() {
        let rounded = |value: f64| format!("[{value:.0}]");
        let svg = columns(&caption(), &[bar(&[0.0], 0.0), bar(&[0.0, 0.0], 0.0)], rounded).unwrap();
        assert_eq!(svg.matches('[').count(), 1, "{svg}");
        assert!(svg.contains("[0]") && !svg.contains("NaN"), "{svg}");
        let empty = columns(&caption(), &[], rounded).unwrap();
        assert_eq!(empty.matches('[').count(), 1, "{empty}");
    }

    #[test]
    fn scales_end_on_round_numbers() {
        for (greatest, round) in [
            (0.0, 0.0),
            (0.4, 1.0),
            (7.0, 10.0),
            (31.0, 50.0),
            (100.0, 100.0),
            (201.0, 250.0),
        ] {
            assert!(
                (ceiling(greatest) - round).abs() < 1e-9,
                "{greatest}: {}",
                ceiling(greatest)
            );
        }
    }
}
