//! `multipart/form-data` (RFC 7578), taken apart once it is all there: the limit for bodies bounds it.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap};

use super::input::Raw;
use super::media::MediaType;
use crate::error::ValidationErrors;
use crate::model::Model;
use crate::path::Path;
use crate::reader;
use crate::schema::Schema;
use crate::violation::Violation;

/// So many parts a body may have.
const MAX_PARTS: usize = 1000;

/// The parts of a body, as they came.
///
/// ```
/// use specwright_runtime::server::{Form, Part};
///
/// fn sort(mut form: Form) -> (Option<Part>, Vec<Part>) {
///     println!("{} parts", form.parts().len());
///     (form.take("film"), form.take_all("stills"))
/// }
///
/// assert_eq!(sort(Form::default()), (None, Vec::new()));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Form {
    parts: Vec<Part>,
}

impl Form {
    /// The parts in their order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Takes the first part of this name.
    pub fn take(&mut self, name: &str) -> Option<Part> {
        let index = self.parts.iter().position(|part| part.name == name)?;
        Some(self.parts.remove(index))
    }

    /// Takes every part of this name.
    pub fn take_all(&mut self, name: &str) -> Vec<Part> {
        let (taken, kept) = std::mem::take(&mut self.parts).into_iter().partition(|part| part.name == name);
        self.parts = kept;
        taken
    }
}

/// A part of a body.
///
/// ```
/// use specwright_runtime::server::Part;
///
/// /// The name says nothing of where the file may be kept.
/// fn describe(part: &Part) -> String {
///     let name = part.file_name.as_deref().unwrap_or("no file");
///     format!("{}: {name}, {} bytes", part.name, part.bytes.len())
/// }
///
/// let mut part = Part::default();
/// part.name = "film".to_owned();
/// assert_eq!(describe(&part), "film: no file, 0 bytes");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// Its name.
    pub name: String,
    /// The name of the file, as the client says it: not a path to be trusted.
    pub file_name: Option<String>,
    /// Its media type.
    pub content_type: Option<String>,
    /// What it holds.
    pub bytes: Bytes,
}

/// The parts that the document names; [`parts!`](crate::parts!) implements it.
///
/// ```
/// use specwright_runtime::server::{Form, Parts, Raw};
///
/// /// The names of all parts, whatever they are.
/// struct Names(Vec<String>);
///
/// impl Parts for Names {
///     fn read(form: &mut Form, _: &mut Raw<'_>) -> Option<Self> {
///         Some(Self(form.parts().iter().map(|part| part.name.clone()).collect()))
///     }
/// }
/// ```
pub trait Parts: Sized {
    /// Reads them; nothing where something is refused, which is recorded.
    fn read(form: &mut Form, raw: &mut Raw<'_>) -> Option<Self>;
}

impl Raw<'_> {
    /// Takes a file that must be there.
    ///
    /// ```
    /// use specwright_runtime::server::{Form, Part, Parts, Raw};
    ///
    /// struct Film {
    ///     film: Part,
    ///     cover: Option<Part>,
    ///     stills: Vec<Part>,
    ///     title: String,
    ///     year: Option<i64>,
    /// }
    ///
    /// impl Parts for Film {
    ///     fn read(form: &mut Form, raw: &mut Raw<'_>) -> Option<Self> {
    ///         let (film, cover, stills) =
    ///             (raw.file(form, "film"), raw.maybe_file(form, "cover"), raw.files(form, "stills"));
    ///         let (title, year) = (raw.part(form, "title"), raw.maybe_part(form, "year"));
    ///         Some(Self { film: film?, cover: cover?, stills: stills?, title: title?, year: year? })
    ///     }
    /// }
    /// ```
    pub fn file(&mut self, form: &mut Form, name: &str) -> Option<Part> {
        let part = form.take(name);
        if part.is_none() {
            self.refuse(&Path::Root.key(name), Violation::Required);
        }
        part
    }

    /// Takes a file, if it is there.
    pub fn maybe_file(&mut self, form: &mut Form, name: &str) -> Option<Option<Part>> {
        Some(form.take(name))
    }

    /// Takes any number of files.
    pub fn files(&mut self, form: &mut Form, name: &str) -> Option<Vec<Part>> {
        Some(form.take_all(name))
    }

    /// Reads a value that must be there.
    pub fn part<T: Model>(&mut self, form: &mut Form, name: &'static str) -> Option<T> {
        let value = self.maybe_part(form, name)?;
        if value.is_none() {
            self.refuse(&Path::Root.key(name), Violation::Required);
        }
        value
    }

    /// Reads a value, if it is there: JSON where the part says so, else text; several parts of a name are a list.
    pub fn maybe_part<T: Model>(&mut self, form: &mut Form, name: &'static str) -> Option<Option<T>> {
        static PLAIN: Schema = Schema::PLAIN;
        let parts = form.take_all(name);
        let Some(first) = parts.first() else { return Some(None) };
        let says_json = |part: &Part| {
            part.content_type
                .as_deref()
                .and_then(MediaType::parse)
                .is_some_and(|own| own.fit(&MediaType::JSON).is_some())
        };
        let profile = self.profile();
        let read: Result<T, ValidationErrors> = if parts.len() == 1 && says_json(first) {
            reader::read_strictly(&first.bytes, &PLAIN, profile)
        } else {
            let Some(json) = texts(&parts) else {
                self.malformed(format!("The part `{name}` is not UTF-8"));
                return None;
            };
            let mut value = T::blank();
            let read = reader::read_textual(&mut value, &json, name, &PLAIN, profile, T::DIRECTION);
            read.map(|()| value)
        };
        self.keep(read.map(Some))
    }
}

/// The texts of the parts as JSON: one, or a list of them.
fn texts(parts: &[Part]) -> Option<String> {
    let mut writer = crate::Writer::new();
    if parts.len() > 1 {
        writer.open(b'[');
    }
    for part in parts {
        writer.string(std::str::from_utf8(&part.bytes).ok()?);
        if parts.len() > 1 {
            writer.comma();
        }
    }
    if parts.len() > 1 {
        writer.close(b']');
    }
    Some(writer.into_string())
}

/// The parts of a body; nothing where it is not written as RFC 2046, section 5.1, says.
pub(super) fn parse(headers: &HeaderMap, body: &Bytes) -> Option<Form> {
    let media_type = MediaType::parse(headers.get(CONTENT_TYPE)?.to_str().ok()?)?;
    let boundary = media_type.parameter("boundary").filter(|text| !text.is_empty() && text.len() <= 70)?;
    let delimiter = format!("--{boundary}");
    let mut form = Form::default();
    let mut at = if body.starts_with(delimiter.as_bytes()) {
        delimiter.len()
    } else {
        let inner = format!("\r\n{delimiter}");
        find(body, inner.as_bytes(), 0)? + inner.len()
    };
    let delimiter = format!("\r\n{delimiter}");
    loop {
        let rest = body.get(at..)?;
        if rest.starts_with(b"--") {
            return Some(form);
        }
        let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if form.parts.len() == MAX_PARTS || !rest[blanks..].starts_with(b"\r\n") {
            return None;
        }
        let start = at + blanks + 2;
        let end = find(body, delimiter.as_bytes(), start.saturating_sub(2))?;
        form.parts.push(part(body, start, end)?);
        at = end + delimiter.len();
    }
}

/// The part between its delimiters.
fn part(body: &Bytes, start: usize, end: usize) -> Option<Part> {
    // The line end in front of the delimiter is that of the headers where a part has neither headers nor content.
    let whole = body.get(start..end.max(start))?;
    let (head, content) = if whole.starts_with(b"\r\n") {
        (&[][..], start + 2)
    } else {
        let length = find(whole, b"\r\n\r\n", 0)?;
        (&whole[..length], start + length + 4)
    };
    let mut part =
        Part { bytes: body.slice(content.min(end.max(content))..end.max(content)), ..Part::default() };
    for line in std::str::from_utf8(head).ok()?.split("\r\n") {
        let Some((name, value)) = line.split_once(':') else { continue };
        if name.eq_ignore_ascii_case("content-type") {
            part.content_type = Some(value.trim().to_owned());
        } else if name.eq_ignore_ascii_case("content-disposition") {
            part.name = disposition(value, "name")?;
            part.file_name = disposition(value, "filename");
        }
    }
    (!part.name.is_empty()).then_some(part)
}

/// A parameter of `Content-Disposition`: quoted, and with `%22` for a quote, as browsers write it.
fn disposition(value: &str, name: &str) -> Option<String> {
    let mut rest = value;
    while let Some((_, after)) = rest.split_once(';') {
        let after = after.trim_start();
        let (key, text) = after.split_once('=')?;
        let (text, next) = match text.strip_prefix('"') {
            Some(text) => {
                let end = text.char_indices().find(|(at, c)| *c == '"' && !text[..*at].ends_with('\\'))?.0;
                (&text[..end], &text[end + 1..])
            }
            None => text.split_at(text.find(';').unwrap_or(text.len())),
        };
        if key.trim().eq_ignore_ascii_case(name) {
            let text = text.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
            return Some(text.replace("\\\"", "\"").trim().to_owned());
        }
        rest = next;
    }
    None
}

/// Where the bytes occur first, from `start` on.
fn find(body: &[u8], bytes: &[u8], start: usize) -> Option<usize> {
    let first = *bytes.first()?;
    let mut at = start;
    loop {
        at += body.get(at..)?.iter().position(|byte| *byte == first)?;
        if body[at..].starts_with(bytes) {
            return Some(at);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::header::{CONTENT_TYPE, HeaderMap};

    use super::{Form, parse};

    fn form(body: &str) -> Option<Form> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, "multipart/form-data; boundary=\"b\"".parse().unwrap());
        parse(&headers, &Bytes::copy_from_slice(body.as_bytes()))
    }

    #[test]
    fn parts_are_told_apart() {
        let body = concat!(
            "--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello\r\n-- b\r\n",
            "--b  \r\ncontent-disposition: form-data; filename=\"a%22;.txt\"; name=file\r\n",
            "Content-Type: text/plain\r\n\r\n\r\n--b--\r\nepilogue",
        );
        let mut form = form(body).unwrap();
        assert_eq!(form.parts().len(), 2);
        assert_eq!(&form.take("note").unwrap().bytes[..], b"hello\r\n-- b");
        let file = form.take("file").unwrap();
        assert_eq!(file.file_name.as_deref(), Some("a\";.txt"));
        assert_eq!((file.content_type.as_deref(), file.bytes.len()), (Some("text/plain"), 0));
        assert!(form.take("file").is_none());
    }

    #[test]
    fn what_is_not_multipart_is_refused() {
        assert!(form("").is_none());
        assert!(form("--b").is_none());
        assert!(form("--b\r\n\r\nno name\r\n--b--").is_none());
        assert!(form("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ncut off").is_none());
        assert!(form("--b--").unwrap().parts().is_empty());
        assert!(parse(&HeaderMap::new(), &Bytes::new()).is_none());
    }
}
