//! Lines → components with their properties in order, each with the bytes it stands on, so that an editor can replace what is
//! its own and leave everything else as it was written.

use std::borrow::Cow;
use std::ops::Range;

use super::budget::Limits;
use super::fault::{Defect, Fault};
use super::lines::{Line, unfold};

/// Deepest nesting; iCalendar itself has three levels.
const NESTING_MAX: usize = 32;

/// One property: name, parameters and value, as written but unfolded.
#[derive(Clone, Debug)]
pub struct Property<'a> {
    /// Line of the file, from 1.
    pub line: usize,
    /// Its bytes in the file, folds and line end included.
    pub range: Range<usize>,
    text: Cow<'a, str>,
    name_end: usize,
    value_from: usize,
}

impl<'a> Property<'a> {
    fn new(line: Line<'a>) -> Self {
        let (name_end, value_from) = parts(&line.text);
        Self {
            line: line.number,
            range: line.range,
            text: line.text,
            name_end,
            value_from,
        }
    }

    /// The name as written; names are compared without case.
    pub fn name(&self) -> &str {
        self.text.get(..self.name_end).unwrap_or_default().trim()
    }

    /// Whether it is the property of this name.
    pub fn is(&self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name)
    }

    /// The value as written, escapes included; that of an attachment is empty.
    pub fn value(&self) -> &str {
        self.text.get(self.value_from..).unwrap_or_default().trim()
    }

    /// Name and value of each parameter in order, without quotes.
    pub fn parameters(&self) -> impl Iterator<Item = (&str, &str)> {
        let end = self.value_from.saturating_sub(1);
        let mut rest = self.text.get(self.name_end..end).unwrap_or_default();
        std::iter::from_fn(move || {
            rest = rest.strip_prefix(';')?;
            let mut is_quoted = false;
            let length = rest
                .find(|c| {
                    is_quoted ^= c == '"';
                    c == ';' && !is_quoted
                })
                .unwrap_or(rest.len());
            let (one, after) = rest.split_at(length);
            rest = after;
            let (name, value) = one.split_once('=').unwrap_or((one, ""));
            Some((name.trim(), value.trim().trim_matches('"').trim()))
        })
    }

    /// The value of the first parameter of this name.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let mut all = self.parameters();
        all.find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }
}

/// Where the name ends and where the value begins: the first colon outside of quotes.
fn parts(text: &str) -> (usize, usize) {
    let name_end = text.find([';', ':']).unwrap_or(text.len());
    let head = text.get(name_end..).unwrap_or_default();
    let mut is_quoted = false;
    let colon = head
        .find(|c| {
            is_quoted ^= c == '"';
            c == ':' && !is_quoted
        })
        // A quote that nobody closed hides no value.
        .or_else(|| head.find(':'));
    (name_end, colon.map_or(text.len(), |at| name_end + at + 1))
}

/// One component.
#[derive(Clone, Debug)]
pub struct Component<'a> {
    /// In capitals.
    pub name: String,
    /// Line of its `BEGIN`, from 1.
    pub line: usize,
    /// Its bytes in the file, `BEGIN` and `END` included.
    pub range: Range<usize>,
    /// Where the line of its `END` begins; where it has none, that of its `BEGIN`.
    pub end_from: usize,
    /// The place in [`Calendar::components`] of the one it stands in.
    pub parent: Option<usize>,
    /// Its own properties in order, those of components inside it not included.
    pub properties: Vec<Property<'a>>,
    /// Whether it has its end.
    pub is_closed: bool,
}

impl Component<'_> {
    /// The first property of this name.
    pub fn property(&self, name: &str) -> Option<&Property<'_>> {
        self.properties.iter().find(|property| property.is(name))
    }

    /// Every property of this name.
    pub fn all(&self, name: &'static str) -> impl Iterator<Item = &Property<'_>> {
        self.properties.iter().filter(move |property| property.is(name))
    }

    /// The text of a property without escapes.
    pub fn text(&self, name: &str) -> Option<String> {
        Some(super::value::text(self.property(name)?.value()))
    }

    /// The first text of a list without escapes.
    pub fn first_of(&self, name: &str) -> Option<String> {
        let list = self.property(name)?.value();
        let mut is_escaped = false;
        let end = list.find(|c| {
            let ends = c == ',' && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            ends
        });
        let first = end.and_then(|end| list.get(..end)).unwrap_or(list);
        Some(super::value::text(first.trim()))
    }
}

/// A file.
#[derive(Clone, Debug)]
pub struct Calendar<'a> {
    /// In the order of their `BEGIN`; those inside one follow it.
    pub components: Vec<Component<'a>>,
    /// What is wrong with its form; the components say what could be read all the same.
    pub fault: Option<Fault>,
}

impl<'a> Calendar<'a> {
    /// Reads what is there; a file that is none, or is cut off, has a fault.
    pub fn read(bytes: &'a [u8], limits: &Limits) -> Self {
        let mut reader = Reader {
            calendar: Self {
                components: Vec::new(),
                fault: None,
            },
            open: Vec::new(),
        };
        let (mut parsed, mut last) = (0, 1);
        for line in unfold(bytes, limits.decode) {
            last = line.number;
            // What is attached costs nothing, that it is attached does.
            parsed += if line.is_attachment {
                line.text.len()
            } else {
                line.range.len()
            };
            if parsed > limits.bytes {
                reader.fault(last, Defect::TooLarge);
                break;
            }
            if reader.calendar.components.len() > limits.components {
                reader.fault(last, Defect::TooManyComponents);
                break;
            }
            if reader.open.len() > NESTING_MAX {
                reader.fault(last, Defect::Nesting);
                break;
            }
            reader.line(line);
        }
        if reader.calendar.components.iter().all(|c| c.name != "VCALENDAR") {
            reader.fault(1, Defect::NotCalendar);
        }
        if !reader.open.is_empty() {
            reader.fault(last, Defect::Nesting);
        }
        reader.calendar
    }

    /// The components directly inside the one at `place`.
    pub fn inside(&self, place: usize) -> impl Iterator<Item = &Component<'a>> {
        let after = self.components.iter().skip(place + 1);
        after
            .take_while(move |c| c.parent.is_some_and(|parent| parent >= place))
            .filter(move |c| c.parent == Some(place))
    }
}

struct Reader<'a> {
    calendar: Calendar<'a>,
    /// Places of the components that are open, outermost first.
    open: Vec<usize>,
}

impl<'a> Reader<'a> {
    /// The first fault is the one that is told.
    fn fault(&mut self, line: usize, defect: Defect) {
        self.calendar.fault.get_or_insert(defect.at(line));
    }

    fn line(&mut self, line: Line<'a>) {
        let property = Property::new(line);
        if property.is("BEGIN") {
            self.begin(&property);
        } else if property.is("END") {
            self.end(&property);
        } else if let Some(component) = self.last_open() {
            component.properties.push(property);
        }
    }

    fn last_open(&mut self) -> Option<&mut Component<'a>> {
        self.calendar.components.get_mut(*self.open.last()?)
    }

    fn begin(&mut self, property: &Property) {
        let component = Component {
            name: property.value().to_ascii_uppercase(),
            line: property.line,
            range: property.range.clone(),
            end_from: property.range.start,
            parent: self.open.last().copied(),
            properties: Vec::new(),
            is_closed: false,
        };
        self.open.push(self.calendar.components.len());
        self.calendar.components.push(component);
    }

    /// An end that is not that of the innermost component spoils what it leaves open, and nothing else.
    fn end(&mut self, property: &Property) {
        let name = property.value();
        let is_it = |place: &usize| {
            let component = self.calendar.components.get(*place);
            component.is_some_and(|c| c.name.eq_ignore_ascii_case(name))
        };
        let Some(depth) = self.open.iter().rposition(is_it) else {
            self.fault(property.line, Defect::Nesting);
            return;
        };
        if depth + 1 < self.open.len() {
            self.fault(property.line, Defect::Nesting);
        }
        self.open.truncate(depth + 1);
        if let Some(component) = self.last_open() {
            component.range.end = property.range.end;
            component.end_from = property.range.start;
            component.is_closed = true;
        }
        self.open.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Calendar<'_> {
        Calendar::read(text.as_bytes(), &Limits::default())
    }

    #[test]
    fn a_property_keeps_its_parameters_and_its_bytes() {
        let text = "begin:VCALENDAR\r\nX-A;one=\"a;b:c\";Two=d :v:al\r\n ue\r\nX-B;TZID=\"open:20\r\nEND:vcalendar\r\n";
        let calendar = read(text);
        assert_eq!(calendar.fault, None);
        let component = &calendar.components[0];
        let [first, second] = component.properties.as_slice() else {
            panic!("{component:?}");
        };
        assert_eq!((first.name(), first.value()), ("X-A", "v:alue"));
        let parameters: Vec<_> = first.parameters().collect();
        assert_eq!(parameters, [("one", "a;b:c"), ("Two", "d")]);
        assert_eq!(
            &text[first.range.clone()],
            "X-A;one=\"a;b:c\";Two=d :v:al\r\n ue\r\n"
        );
        assert_eq!((second.value(), second.parameter("tzid")), ("20", Some("open")));
        assert_eq!(&text[component.range.clone()], text);
    }

    #[test]
    fn a_wrong_end_is_a_fault_and_spoils_only_what_it_leaves_open() {
        let calendar = read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nBEGIN:VEVENT\nEND:VCALENDAR\n");
        assert_eq!(calendar.fault, Some(Defect::Nesting.at(5)));
        let closed: Vec<bool> = calendar.components.iter().map(|c| c.is_closed).collect();
        assert_eq!(closed, [true, true, false]);
        assert_eq!(read("<html>").fault, Some(Defect::NotCalendar.at(1)));
        assert_eq!(read("").fault, Some(Defect::NotCalendar.at(1)));
    }

    #[test]
    fn the_budget_counts_components_and_bytes_but_no_attachment() {
        let of = |n: usize, body: &str| {
            let event = format!("BEGIN:VEVENT\n{body}\nEND:VEVENT\n");
            format!("BEGIN:VCALENDAR\n{}END:VCALENDAR\n", event.repeat(n))
        };
        assert_eq!(read(&of(4_999, "")).fault, None);
        assert_eq!(
            read(&of(5_000, "")).fault.unwrap().defect,
            Defect::TooManyComponents
        );
        let long = "x".repeat(2 * 1024 * 1024);
        let defect = |body: String| read(&of(1, &body)).fault.map(|fault| fault.defect);
        assert_eq!(defect(format!("DESCRIPTION:{long}")), Some(Defect::TooLarge));
        assert_eq!(defect(format!("ATTACH:{long}")), None);
    }
}
