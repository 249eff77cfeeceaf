//! Types that exist already, in the place of generated ones: read and written by serde, checked by the schema.

use core::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::check::Checker;
use crate::node::Node;
use crate::path::Path;
use crate::reader::{Reader, Stop};
use crate::schema::Schema;
use crate::violation::Violation;
use crate::writer::Writer;

/// A value that serde reads and writes.
#[doc(hidden)]
#[derive(Debug)]
pub struct Foreign<'a, T>(pub &'a mut T);

impl<T: Debug + Serialize + DeserializeOwned> Node for Foreign<'_, T> {
    fn read(&mut self, reader: &mut Reader<'_>, at: &Path<'_>, schema: &'static Schema) -> Result<(), Stop> {
        reader.peek();
        let start = reader.position();
        reader.skip()?;
        match serde_json::from_str(reader.text_since(start)) {
            Ok(value) => *self.0 = value,
            Err(error) => {
                // What serde says may show the value.
                let reason = (!schema.is_secret()).then(|| error.to_string().into());
                reader.errors.push(at, schema, Violation::Refused { reason });
            }
        }
        Ok(())
    }

    fn write(&self, writer: &mut Writer) {
        write_foreign(&*self.0, writer);
    }

    fn check(&self, checker: &mut Checker, _at: &Path<'_>, _schema: &'static Schema) {
        checker.untyped();
    }
}

/// Writes a value of another crate; one that cannot be JSON becomes `null`, as a number does that cannot.
#[doc(hidden)]
pub fn write_foreign(value: &impl Serialize, writer: &mut Writer) {
    match serde_json::to_string(value) {
        Ok(text) => writer.raw(&text),
        Err(_) => writer.null(),
    }
}

/// Declares a wrapper over a type that exists already, which serde reads and writes, and whose values also have to
/// satisfy the assertions.
///
/// The type has to be `Clone + Debug + Default + PartialEq + Serialize + DeserializeOwned`; a module that declares
/// wrappers has a `static PROFILE: Profile`.
///
/// ```
/// use specwright_runtime::Assertion::*;
/// use specwright_runtime::{Assertions, Model, Profile, Types};
///
/// static PROFILE: Profile = *Profile::DEFAULT;
/// static NAME: Assertions = Assertions::new("/components/schemas/Name", &[Type(Types::STRING)]);
///
/// specwright_runtime::external! {
///     /// A name.
///     pub struct Name(Box<str>) = &NAME;
/// }
///
/// let name = Name::decode(br#""Ada""#).unwrap();
/// assert_eq!(&**name, "Ada");
/// assert_eq!(name.encode(), br#""Ada""#);
/// assert!(Name::decode(b"7").is_err());
/// ```
#[macro_export]
macro_rules! external {
    (
        $(#[$meta:meta])*
        $visibility:vis struct $type:ident($value:ty) = $assertions:expr $(, $direction:expr)?;
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        $visibility struct $type(pub $value);

        impl $crate::Node for $type {
            fn read(
                &mut self,
                reader: &mut $crate::Reader<'_>,
                at: &$crate::Path<'_>,
                schema: &'static $crate::Schema,
            ) -> ::core::result::Result<(), $crate::Stop> {
                let assertions = <Self as $crate::Untyped>::ASSERTIONS;
                let mut foreign = $crate::private::Foreign(&mut self.0);
                $crate::private::read_asserted(reader, &mut foreign, assertions, at, schema)
            }

            fn write(&self, writer: &mut $crate::Writer) {
                $crate::private::write_foreign(&self.0, writer);
            }

            fn check(
                &self,
                checker: &mut $crate::Checker,
                _at: &$crate::Path<'_>,
                _schema: &'static $crate::Schema,
            ) {
                checker.untyped();
            }
        }

        impl $crate::Blank for $type {
            fn blank() -> Self {
                ::core::default::Default::default()
            }
        }

        $crate::__wrapper!($type($value) = $assertions $(, $direction)?);
    };
}
