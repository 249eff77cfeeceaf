//! The entry points of every generated type: decode, validate, encode.

use std::collections::BTreeMap;

use crate::assertion::{self, Direction};
use crate::check::Checker;
use crate::error::ValidationErrors;
use crate::node::{Blank, Node};
use crate::path::Path;
use crate::reader::{self, Manner};
use crate::schema::Schema;
use crate::wording::Profile;
use crate::writer::Writer;

/// A value that can be a body: what a caller does with a generated type.
///
/// `Vec`, `Box`, `Option` and `BTreeMap` of models are models too.
///
/// ```
/// use specwright_runtime::{Model, Profile};
///
/// static PROFILE: Profile = Profile { wording: specwright_runtime::Wording::ZOD, max_errors: 100 };
///
/// #[derive(PartialEq)]
/// pub struct Tariff {
///     pub name: String,
/// }
///
/// specwright_runtime::record! {
///     Tariff, "/components/schemas/Tariff" [.refuse_unknown()];
///     new(name: impl Into<String>);
///     0 name = name.into() => required("name", Schema::string(StringRules::ANY.min_length(2)));
/// }
///
/// let json = br#"{"name":"Night","since":2024}"#;
/// assert_eq!(Tariff::decode(json).unwrap_err().to_string(), "since: Unrecognized key(s) in object: 'since'");
/// assert_eq!(Tariff::decode_lenient(json).unwrap(), Tariff::new("Night"));
/// assert_eq!(Tariff::new("Night").encode(), br#"{"name":"Night"}"#);
/// assert!(Tariff::new("N").validate().is_err());
/// ```
pub trait Model: Node + Blank {
    /// What the generated crate fixes for all its types.
    const PROFILE: &'static Profile;

    /// Which way values go, where the document says that something of them goes one way only (`readOnly`,
    /// `writeOnly`).
    const DIRECTION: Option<Direction> = None;

    /// Reads JSON strictly, as a server reads a request: every rule of the schema has to hold, of numbers as they are
    /// written and as they are held.
    ///
    /// # Errors
    ///
    /// [`ValidationErrors`] with every field error in document order, or that the text is not JSON.
    fn decode(json: &[u8]) -> Result<Self, ValidationErrors> {
        let mut value = Self::blank();
        if reader::read_all(&mut value, json, Manner::Strict, Self::PROFILE, Self::DIRECTION)? {
            // What was rounded has to be valid as it is now; it is not rounded again.
            return Self::decode(&value.encode());
        }
        Ok(value)
    }

    /// Reads JSON leniently, as a client reads a response: unknown keys are skipped, unknown enumeration values
    /// are kept, and limits are not enforced.
    ///
    /// # Errors
    ///
    /// [`ValidationErrors`] where the JSON does not have the shape of the type, or is not JSON.
    fn decode_lenient(json: &[u8]) -> Result<Self, ValidationErrors> {
        let mut value = Self::blank();
        reader::read_all(&mut value, json, Manner::Lenient, Self::PROFILE, Self::DIRECTION)?;
        Ok(value)
    }

    /// Checks the value with the rules of [`decode`](Self::decode).
    ///
    /// # Errors
    ///
    /// [`ValidationErrors`] with every field error, in the order of the fields.
    fn validate(&self) -> Result<(), ValidationErrors> {
        let checker = check(self, Self::PROFILE);
        if !checker.has_assertions {
            return checker.errors.finish();
        }
        assertion::evaluate_all(&mut Self::blank(), &self.encode(), checker.errors, Self::DIRECTION)
    }

    /// Writes the value as compact JSON.
    ///
    /// The value is not checked; a number that JSON cannot express becomes `null`.
    fn encode(&self) -> Vec<u8> {
        encode(self)
    }
}

/// Checks JSON text strictly as a value, which goes that way, of a type that is used with a schema.
///
/// # Errors
///
/// [`ValidationErrors`] with every field error in document order, or that the text is not JSON.
///
/// ```
/// use specwright_runtime::{ListRules, Profile, Schema, check_json};
///
/// static PAIR: Schema = Schema::list(ListRules::ANY.max_items(2), &Schema::PLAIN);
/// assert!(check_json::<Vec<i64>>(b"[1,2]", &PAIR, Profile::DEFAULT, None).is_ok());
/// assert!(check_json::<Vec<i64>>(b"[1,2,3]", &PAIR, Profile::DEFAULT, None).is_err());
/// ```
pub fn check_json<T: Node + Blank>(
    json: &[u8],
    schema: &'static Schema,
    profile: &'static Profile,
    direction: Option<Direction>,
) -> Result<(), ValidationErrors> {
    let mut value = T::blank();
    if reader::read_as(&mut value, json, Manner::Strict, schema, profile, direction)? {
        // What was rounded has to be valid as it is now; it is not rounded again.
        return check_json::<T>(&encode(&value), schema, profile, direction);
    }
    Ok(())
}

/// Reads JSON text strictly, as [`check_json`] does, and writes the value again.
///
/// # Errors
///
/// [`ValidationErrors`] with every field error in document order, or that the text is not JSON.
///
/// ```
/// use specwright_runtime::{Profile, Schema, rewrite_json};
///
/// let again = rewrite_json::<Vec<i64>>(b" [1.0, 2] ", &Schema::PLAIN, Profile::DEFAULT, None);
/// assert_eq!(again, Ok(b"[1,2]".to_vec()));
/// ```
pub fn rewrite_json<T: Node + Blank>(
    json: &[u8],
    schema: &'static Schema,
    profile: &'static Profile,
    direction: Option<Direction>,
) -> Result<Vec<u8>, ValidationErrors> {
    let mut value = T::blank();
    reader::read_as(&mut value, json, Manner::Strict, schema, profile, direction)?;
    Ok(encode(&value))
}

fn check(node: &dyn Node, profile: &'static Profile) -> Checker {
    static PLAIN: Schema = Schema::PLAIN;
    let mut checker = Checker::new(profile);
    node.check(&mut checker, &Path::Root, &PLAIN);
    checker
}

fn encode(node: &dyn Node) -> Vec<u8> {
    let mut writer = Writer::for_body();
    node.write(&mut writer);
    writer.into_bytes()
}

impl<T: Model> Model for Vec<T> {
    const PROFILE: &'static Profile = T::PROFILE;
    const DIRECTION: Option<Direction> = T::DIRECTION;
}

impl<T: Model> Model for BTreeMap<String, T> {
    const PROFILE: &'static Profile = T::PROFILE;
    const DIRECTION: Option<Direction> = T::DIRECTION;
}

impl<T: Model> Model for Option<T> {
    const PROFILE: &'static Profile = T::PROFILE;
    const DIRECTION: Option<Direction> = T::DIRECTION;

    /// `null` is what the type is there for.
    fn decode(json: &[u8]) -> Result<Self, ValidationErrors> {
        let mut value = None;
        let (profile, direction) = (Self::PROFILE, Self::DIRECTION);
        reader::read_as(&mut value, json, Manner::Strict, &crate::rows::NULLABLE, profile, direction)?;
        Ok(value)
    }
}

impl<T: Model> Model for Box<T> {
    const PROFILE: &'static Profile = T::PROFILE;
    const DIRECTION: Option<Direction> = T::DIRECTION;
}

/// Values that need no schema are bodies, too; what is wrong with them reads as by default.
macro_rules! models {
    ($($(#[$attribute:meta])* $type:ty),* $(,)?) => {$(
        $(#[$attribute])*
        impl Model for $type {
            const PROFILE: &'static Profile = Profile::DEFAULT;
        }
    )*};
}

models! {
    bool,
    i8,
    i16,
    i32,
    i64,
    u8,
    u16,
    u32,
    u64,
    f32,
    f64,
    String,
    crate::base64::Base64,
    #[cfg(feature = "json")]
    serde_json::Value,
    #[cfg(feature = "jiff")]
    jiff::Timestamp,
    #[cfg(feature = "jiff")]
    jiff::civil::Date,
    #[cfg(feature = "uuid")]
    uuid::Uuid,
}
