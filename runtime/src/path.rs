//! Where in a value the decoder or the checker stands: a linked list of stack frames that costs nothing until
//! an error needs its text, and the owned copy that an error keeps.

use std::fmt::Write as _;

use crate::schema::{Field, Shape};

/// A place in a value, as a list of frames on the stack.
///
/// It is rendered only when there is an error to report.
///
/// ```
/// use specwright_runtime::{Blank, Checker, Model, Node, Path, Schema, StringRules};
/// # use specwright_runtime::{Profile, Reader, Stop, Writer};
///
/// static NAME: Schema = Schema::string(StringRules::ANY.min_length(2));
///
/// /// The names of stops, which an error calls `stops[0]` and so on.
/// #[derive(Debug)]
/// struct Route(Vec<String>);
///
/// impl Node for Route {
///     fn check(&self, checker: &mut Checker, at: &Path<'_>, _: &'static Schema) {
///         for (index, name) in self.0.iter().enumerate() {
///             name.check(checker, &at.key("stops").index(index), &NAME);
///         }
///     }
/// #     fn read(&mut self, reader: &mut Reader<'_>, at: &Path<'_>, schema: &'static Schema) -> Result<(), Stop> {
/// #         self.0.read(reader, at, schema)
/// #     }
/// #     fn write(&self, writer: &mut Writer) {
/// #         self.0.write(writer);
/// #     }
/// }
/// # impl Blank for Route {
/// #     fn blank() -> Self {
/// #         Self(Vec::new())
/// #     }
/// # }
/// # impl Model for Route {
/// #     const PROFILE: &'static Profile = Profile::DEFAULT;
/// # }
///
/// let refused = Route(vec!["Ulm".to_owned(), "U".to_owned()]).validate().unwrap_err();
/// assert_eq!(refused.errors()[0].field(), "stops[1]");
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Path<'p> {
    /// The value itself.
    Root,
    /// A field that the shape of a record knows.
    Field {
        /// The record.
        up: &'p Path<'p>,
        /// The shape of the record.
        shape: &'static Shape,
        /// The index of the field in the shape.
        index: usize,
    },
    /// An entry of a map, or a key that a record does not know.
    Key {
        /// The object.
        up: &'p Path<'p>,
        /// The key as it stands in the text, unescaped.
        key: &'p str,
    },
    /// An element of a list.
    Index {
        /// The list.
        up: &'p Path<'p>,
        /// The position, from 0.
        index: usize,
    },
}

impl<'p> Path<'p> {
    /// The path of the field `index` of a record.
    ///
    /// ```
    /// use specwright_runtime::{Field, Path, Schema, Shape};
    ///
    /// static POINT: Shape = Shape::new("/components/schemas/Point", &[Field::required("x", Schema::PLAIN)]);
    /// let point = Path::Root;
    /// assert!(matches!(point.field(&POINT, 0), Path::Field { index: 0, .. }));
    /// ```
    #[must_use]
    #[inline]
    pub fn field(&'p self, shape: &'static Shape, index: usize) -> Path<'p> {
        Path::Field { up: self, shape, index }
    }

    /// The path of the entry `key` of an object.
    #[must_use]
    #[inline]
    pub fn key(&'p self, key: &'p str) -> Path<'p> {
        Path::Key { up: self, key }
    }

    /// The path of the element `index` of a list.
    #[must_use]
    #[inline]
    pub fn index(&'p self, index: usize) -> Path<'p> {
        Path::Index { up: self, index }
    }

    /// Does the last frame of as long a path go the same way?
    ///
    /// The frames above are not compared: they are for those who know that they are the same.
    pub(crate) fn leads_like(&self, segments: &[Segment]) -> bool {
        let is_last_alike = match (self, segments.last()) {
            (Path::Root, None) => true,
            (Path::Field { shape, index, .. }, Some(last)) => {
                last.key().is_some_and(|key| shape.fields.get(*index).map(Field::name) == Some(key))
            }
            (Path::Key { key, .. }, Some(last)) => last.key() == Some(key),
            (Path::Index { index, .. }, Some(Segment::Index(last))) => index == last,
            _ => false,
        };
        is_last_alike && self.length() == segments.len()
    }

    /// The number of frames below the value itself.
    pub(crate) fn length(&self) -> usize {
        std::iter::successors(self.up(), |path| path.up()).count()
    }

    fn up(&self) -> Option<&'p Path<'p>> {
        match self {
            Path::Root => None,
            Path::Field { up, .. } | Path::Key { up, .. } | Path::Index { up, .. } => Some(up),
        }
    }

    /// Is the value here, or a value around it, one that messages must not echo?
    pub(crate) fn is_secret(&self) -> bool {
        let mut frame = Some(self);
        while let Some(path) = frame {
            if let Path::Field { shape, index, .. } = path
                && shape.fields.get(*index).is_some_and(|field| field.schema().is_secret())
            {
                return true;
            }
            frame = path.up();
        }
        false
    }

    /// An owned copy, outermost frame first.
    pub(crate) fn to_segments(self) -> Box<[Segment]> {
        let mut count = 0;
        let mut frame = Some(&self);
        while let Some(path) = frame {
            frame = path.up();
            count += usize::from(frame.is_some());
        }
        let mut segments = Vec::with_capacity(count);
        let mut frame = Some(&self);
        while let Some(path) = frame {
            match *path {
                Path::Root => {}
                Path::Field { shape, index, .. } => segments.push(Segment::Field { shape, index }),
                Path::Key { key, .. } => segments.push(Segment::Key(key.into())),
                Path::Index { index, .. } => segments.push(Segment::Index(index)),
            }
            frame = path.up();
        }
        segments.reverse();
        segments.into_boxed_slice()
    }
}

/// A frame of a path that an error keeps.
#[derive(Clone, Debug)]
pub(crate) enum Segment {
    Field { shape: &'static Shape, index: usize },
    Key(Box<str>),
    Index(usize),
}

impl Segment {
    /// The key of the object entry, or nothing for an element of a list.
    pub(crate) fn key(&self) -> Option<&str> {
        match self {
            Segment::Field { shape, index } => shape.fields.get(*index).map(Field::name),
            Segment::Key(key) => Some(key),
            Segment::Index(_) => None,
        }
    }

    /// The heap bytes that keeping this segment costs.
    pub(crate) fn heap_bytes(&self) -> usize {
        if let Segment::Key(key) = self { key.len() } else { 0 }
    }
}

/// Where in the document the violated schema stands, as far as the one who reports an error knows.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    /// It follows from the path.
    Derived,
    /// The pointer of the schema.
    At(&'static str),
    /// A property of the schema with this pointer.
    Property(&'static str, &'static str),
    /// The pointer of the schema, where no keyword of it is to blame.
    Exact(&'static str),
    /// A keyword of the schema with this pointer.
    Keyword(&'static str, &'static str),
}

/// A dotted path, `errors[0].code`; a key that would be ambiguous in it is quoted, `["a.b"]`.
pub(crate) fn dotted(segments: &[Segment]) -> String {
    let mut out = String::with_capacity(32);
    for segment in segments {
        match segment.key() {
            Some(key) if is_plain(key) => {
                if !out.is_empty() {
                    out.push('.');
                }
                out.push_str(key);
            }
            Some(key) => {
                let mut quoted = crate::writer::Writer::new();
                quoted.string(key);
                out.push('[');
                out.push_str(&quoted.into_string());
                out.push(']');
            }
            None => {
                if let Segment::Index(index) = segment {
                    // Writing to a String cannot fail.
                    let _ = write!(out, "[{index}]");
                }
            }
        }
    }
    out
}

fn is_plain(key: &str) -> bool {
    let is_special = |byte: u8| matches!(byte, b'.' | b'[' | b']' | b'"' | b'\\' | 0x7f) || byte < b' ';
    !key.is_empty() && !key.bytes().any(is_special)
}

/// A JSON Pointer (RFC 6901) into the value.
pub(crate) fn pointer(segments: &[Segment]) -> String {
    let mut out = String::with_capacity(32);
    for segment in segments {
        match segment.key() {
            Some(key) => push_token(&mut out, key),
            None => {
                if let Segment::Index(index) = segment {
                    // Writing to a String cannot fail.
                    let _ = write!(out, "/{index}");
                }
            }
        }
    }
    out
}

/// A JSON Pointer into the document, to the schema or, where there is one, to the violated keyword.
pub(crate) fn schema_pointer(segments: &[Segment], place: Place, keyword: Option<&str>) -> String {
    let mut out = String::with_capacity(64);
    match place {
        Place::At(pointer) => out.push_str(pointer),
        Place::Exact(pointer) => return pointer.to_owned(),
        Place::Keyword(pointer, keyword) => return format!("{pointer}/{keyword}"),
        Place::Property(pointer, name) => push_property(&mut out, pointer, name),
        Place::Derived => {
            let nearest = segments.iter().rposition(|segment| matches!(segment, Segment::Field { .. }));
            let below = nearest.map_or(0, |nearest| nearest + 1);
            if let Some(Segment::Field { shape, index }) = nearest.and_then(|nearest| segments.get(nearest))
                && let Some(field) = shape.fields.get(*index)
            {
                match field.schema().pointer() {
                    Some(pointer) => out.push_str(pointer),
                    None => push_property(&mut out, shape.pointer, field.name()),
                }
            }
            for segment in &segments[below..] {
                out.push_str(match segment {
                    Segment::Index(_) => "/items",
                    Segment::Key(_) | Segment::Field { .. } => "/additionalProperties",
                });
            }
        }
    }
    if let Some(keyword) = keyword {
        out.push('/');
        out.push_str(keyword);
    }
    out
}

fn push_property(out: &mut String, pointer: &str, name: &str) {
    out.push_str(pointer);
    out.push_str("/properties");
    push_token(out, name);
}

fn push_token(out: &mut String, key: &str) {
    out.push('/');
    for c in key.chars() {
        match c {
            '~' => out.push_str("~0"),
            '/' => out.push_str("~1"),
            _ => out.push(c),
        }
    }
}
