//! What lenient reading passes over without a word: told to whoever asks for it, and free for everybody else.

#[cfg(any(feature = "client", feature = "json"))]
use crate::error::Errors;
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
    /// Listens if the other reader does.
    #[cfg(feature = "json")]
    pub(super) fn watch_like(&mut self, other: &Reader<'_>) {
        self.drift = other.drift.as_ref().map(|drift| Box::new(Errors::new(drift.profile())));
    }

    /// Adds what another reader has heard.
    #[cfg(feature = "json")]
    pub(super) fn adopt_drift(&mut self, heard: Option<Box<Errors>>) {
        if let (Some(drift), Some(heard)) = (&mut self.drift, heard) {
            drift.append(*heard);
        }
    }

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

    #[cfg(feature = "json")]
    mod unions {
        use super::{Color, PROFILE, read_watching};

        crate::union! {
            /// Numbers, or colours.
            pub enum Many("/components/schemas/Many") [any] {
                /// Numbers.
                0 Numbers(Vec<i64>) => Arm::value(Types::ARRAY, Schema::PLAIN),
                /// Colours.
                1 Colors(Vec<Color>) => Arm::value(Types::ARRAY, Schema::PLAIN),
            }
        }

        #[test]
        fn of_the_arms_that_are_tried_the_one_that_takes_the_value_is_heard() {
            let (many, drift) = read_watching::<Many>(br#"["red","blue"]"#).unwrap();
            assert!(matches!(many, Many::Colors(_)));
            let drift = drift.unwrap().to_string();
            assert_eq!(drift, "[1]: Invalid enum value. Expected 'red', received 'blue'");
            assert_eq!(read_watching::<Many>(b"[1]").unwrap().1, None);
        }
    }
}
