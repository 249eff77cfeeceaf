//! What lenient reading passes over without a word: told to whoever asks for it, and free for everybody else.

use crate::path::{Path, Place};
use crate::reader::Reader;
use crate::schema::Schema;
use crate::violation::Violation;

/// Reads a whole text leniently; with the value comes what the document does not know, at most as much as errors are
/// collected.
#[cfg(feature = "client")]
pub(crate) fn read_watching<T: crate::Model>(
    json: &[u8],
) -> Result<(T, Option<crate::ValidationErrors>), crate::ValidationErrors> {
    use crate::error::Errors;
    use crate::reader::{Manner, Stop, syntax, utf8};

    static PLAIN: Schema = Schema::PLAIN;
    let mut value = T::blank();
    let mut reader = Reader::new(utf8(json)?, Manner::Lenient, T::PROFILE);
    reader.direction = T::DIRECTION;
    reader.drift = Some(Box::new(Errors::new(T::PROFILE)));
    match value.read(&mut reader, &Path::Root, &PLAIN).and_then(|()| reader.end()) {
        Ok(()) => reader.errors.finish()?,
        Err(Stop) => return Err(syntax(json, reader.fault, reader.position)),
    }
    let drift = reader.drift.and_then(|drift| drift.finish().err());
    Ok((value, drift))
}

impl Reader<'_> {
    /// Something came that the document does not know, and that is no error.
    #[inline]
    pub(super) fn drifted(
        &mut self,
        at: &Path<'_>,
        place: Place,
        schema: &Schema,
        violation: impl FnOnce() -> Violation,
    ) {
        if let Some(drift) = &mut self.drift {
            drift.push_at(at, place, schema, violation());
        }
    }
}

#[cfg(all(test, feature = "client"))]
#[expect(unreachable_pub, reason = "generated code is public")]
mod tests {
    use super::read_watching;
    use crate::Profile;

    static PROFILE: Profile = *Profile::DEFAULT;

    crate::enumeration! {
        /// A colour.
        pub enum Color("/components/schemas/Color") {
            Red = "red",
        }
    }

    #[test]
    fn a_value_that_an_enumeration_does_not_list_is_told() {
        let (colors, drift) = read_watching::<Vec<Color>>(br#"["red","blue"]"#).unwrap();
        assert_eq!(colors, [Color::Red, Color::Unknown("blue".into())]);
        let drift = drift.unwrap();
        assert_eq!(drift.to_string(), "[1]: Invalid enum value. Expected 'red', received 'blue'");
        assert_eq!(drift.errors()[0].schema_pointer(), "/components/schemas/Color/enum");
        assert_eq!(read_watching::<Vec<Color>>(br#"["red"]"#).unwrap().1, None);
        assert!(read_watching::<Vec<Color>>(b"[7").is_err());
    }
}
