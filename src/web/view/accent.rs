//! The practice's colour, made readable: whatever was chosen, text in it and on it keeps a contrast of 4.5 to 1.

/// Contrast of text, a little over WCAG 1.4.3.
const TEXT_CONTRAST: f64 = 4.6;
/// The least bright ground of the light mode and the brightest of the dark mode in the style sheet.
const LIGHT: Rgb = Rgb(0xf3, 0xf5, 0xf6);
const DARK: Rgb = Rgb(0x22, 0x29, 0x33);
const FALLBACK: Rgb = Rgb(0x1f, 0x6f, 0x6b);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rgb(u8, u8, u8);

/// The colour in its two readable forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accent {
    chosen: Rgb,
}

impl Accent {
    /// From `#rrggbb`; a calm green when it is none.
    pub fn of(color: &str) -> Self {
        Self::from_key(color.strip_prefix('#').unwrap_or(color))
    }

    /// From `rrggbb`.
    pub fn from_key(key: &str) -> Self {
        let is_hex = key.len() == 6 && key.bytes().all(|b| b.is_ascii_hexdigit());
        let number = u32::from_str_radix(key, 16).ok().filter(|_| is_hex);
        let chosen = number.map_or(FALLBACK, |number| {
            let [_, r, g, b] = number.to_be_bytes();
            Rgb(r, g, b)
        });
        Self { chosen }
    }

    /// `rrggbb`.
    pub fn key(&self) -> String {
        self.chosen.hex()
    }

    /// The rule that the style sheet begins with.
    pub fn custom_properties(&self) -> String {
        let light = self.chosen.until_readable_on(LIGHT, Rgb(0, 0, 0));
        let dark = self.chosen.until_readable_on(DARK, Rgb(255, 255, 255));
        format!(
            ":root{{--accent-light:#{};--accent-dark:#{}}}\n",
            light.hex(),
            dark.hex()
        )
    }
}

impl Rgb {
    fn hex(self) -> String {
        format!("{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// Moves towards `pole` in steps of 2 % until text in this colour can be read on `ground`.
    fn until_readable_on(self, ground: Self, pole: Self) -> Self {
        let mixed = |step: u16| {
            let mix = |from: u8, to: u8| {
                let value = (u16::from(from) * (50 - step) + u16::from(to) * step) / 50;
                u8::try_from(value).unwrap_or(u8::MAX)
            };
            Self(mix(self.0, pole.0), mix(self.1, pole.1), mix(self.2, pole.2))
        };
        (0..=50)
            .map(mixed)
            .find(|color| color.contrast(ground) >= TEXT_CONTRAST)
            .unwrap_or(pole)
    }

    /// WCAG 2 contrast ratio.
    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_becomes_readable_on_both_grounds() {
        for red in (0..=255).step_by(15) {
            for green in (0..=255).step_by(15) {
                for blue in (0..=255).step_by(51) {
                    let chosen = Rgb(red, green, blue);
                    let light = chosen.until_readable_on(LIGHT, Rgb(0, 0, 0));
                    let dark = chosen.until_readable_on(DARK, Rgb(255, 255, 255));
                    assert!(light.contrast(LIGHT) >= TEXT_CONTRAST, "{chosen:?}");
                    assert!(dark.contrast(DARK) >= TEXT_CONTRAST, "{chosen:?}");
                    // The sheet writes white on the light form and the dark ground on the dark form.
                    assert!(light.contrast(Rgb(255, 255, 255)) >= 4.5, "{chosen:?}");
                }
            }
        }
    }

    #[test]
    fn a_readable_colour_stays_and_nonsense_is_replaced() {
        assert!(
            Accent::of("#1f5f8b")
                .custom_properties()
                .contains("--accent-light:#1f5f8b")
        );
        assert_eq!(Accent::of("red}body{").key(), FALLBACK.hex());
        assert_eq!(Accent::from_key("+12345").key(), FALLBACK.hex());
    }
}
