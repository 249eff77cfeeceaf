//! Records: structs whose fields the document names.

mod debug;

pub use debug::debug;

use crate::node::Node;
use crate::schema::Shape;

/// A struct whose fields the document names; [`record!`](crate::record!) implements it.
///
/// ```
/// use specwright_runtime::{Record, Shape};
/// # use specwright_runtime::Profile;
/// # static PROFILE: Profile = Profile { wording: specwright_runtime::Wording::ZOD, max_errors: 100 };
/// # pub struct Point { pub x: i64, pub y: i64 }
/// # specwright_runtime::record! {
/// #     Point, "/components/schemas/Point";
/// #     new(x: i64, y: i64);
/// #     0 x = x => required("x", PLAIN);
/// #     1 y = y => required("y", PLAIN);
/// # }
///
/// fn forget(record: &mut dyn Record) {
///     for index in 0..record.shape().fields().len() {
///         record.field_mut(index).set_absent();
///     }
/// }
///
/// let mut point = Point::new(1, 2);
/// forget(&mut point); // Both are required, so there is nothing to forget.
/// assert!(!point.field(0).is_absent());
/// assert_eq!((point.x, point.y), (1, 2));
/// ```
pub trait Record: Node {
    /// The static description, by the type alone.
    ///
    /// ```
    /// use specwright_runtime::Record;
    /// # use specwright_runtime::Profile;
    /// # static PROFILE: Profile = Profile { wording: specwright_runtime::Wording::ZOD, max_errors: 100 };
    /// # pub struct Point { pub x: i64 }
    /// # specwright_runtime::record! {
    /// #     Point, "/components/schemas/Point";
    /// #     new(x: i64);
    /// #     0 x = x => required("x", PLAIN);
    /// # }
    ///
    /// fn keys<T: Record>() -> Vec<&'static str> {
    ///     T::described().fields().iter().map(|field| field.name()).collect()
    /// }
    ///
    /// assert_eq!(keys::<Point>(), ["x"]);
    /// ```
    fn described() -> &'static Shape
    where
        Self: Sized;

    /// The static description.
    fn shape(&self) -> &'static Shape;

    /// The field with this index in the shape; behind the last one is the map of all other keys, if there is one.
    fn field(&self, index: usize) -> &dyn Node;

    /// The same field, to be filled.
    fn field_mut(&mut self, index: usize) -> &mut dyn Node;
}

/// Makes a struct a record: its constructor and setters, [`Record`], [`Node`](crate::Node),
/// [`Blank`](crate::Blank) and [`Model`](crate::Model), a `Debug` that hides what is secret, and with the feature
/// `serde` its traits.
///
/// Behind the name come the JSON Pointer of the schema and, in brackets, calls on its [`Shape`]. `new` names what the
/// constructor takes. Then every field has a row: its number, its value in a new record, its key with what the
/// document asserts, and, for a field that may be left out, the setter with what it takes. A row `rest` is the map
/// that keeps all other keys, with the schema of their values. In rows, the names of [`rows`](crate::rows) are known;
/// what they borrow from a call stands in `const { .. }`.
///
/// A static `PROFILE` has to be in scope.
///
/// ```
/// use specwright_runtime::{Model, Profile};
///
/// static PROFILE: Profile = Profile { wording: specwright_runtime::Wording::ZOD, max_errors: 100 };
///
/// #[derive(PartialEq)]
/// pub struct Point {
///     pub x: i64,
///     pub label: Option<String>,
/// }
///
/// specwright_runtime::record! {
///     Point, "/components/schemas/Point" [.refuse_unknown()];
///     new(x: i64);
///     0 x = x => required("x", PLAIN);
///     1 label = None => optional("label", PLAIN.nullable()), with_label(impl Into<String>) = Some(label.into());
/// }
///
/// assert_eq!(Point::decode(br#"{"x":1}"#).unwrap(), Point { x: 1, label: None });
/// assert_eq!(Point::new(1).with_label("here").encode(), br#"{"x":1,"label":"here"}"#);
/// ```
#[macro_export]
macro_rules! record {
    (
        $name:ident, $pointer:literal $([$($call:tt)*])?;
        new($($argument:ident: $taken:ty),* $(,)?);
        $($index:literal $field:ident = $initial:expr => $row:expr $(, $(#[$attribute:meta])* $setter:ident($value:ty) = $set:expr)?;)*
        $(rest $rest_index:literal $rest:ident => $values:expr;)?
    ) => {
        #[allow(deprecated, reason = "a deprecated property is still part of the record")]
        #[allow(clippy::too_many_arguments, reason = "the document requires as many properties")]
        impl $name {
            /// A value with the required properties; the others are not set.
            #[must_use]
            pub fn new($($argument: $taken),*) -> Self {
                Self {
                    $($field: $initial,)*
                    $($rest: ::core::default::Default::default(),)?
                }
            }

            $($(
                #[doc = concat!("Sets [`", stringify!($field), "`](Self::", stringify!($field), ").")]
                $(#[$attribute])*
                #[must_use]
                pub fn $setter(mut self, $field: $value) -> Self {
                    self.$field = $set;
                    self
                }
            )?)*
        }

        #[allow(deprecated, reason = "a deprecated property is still part of the record")]
        impl $crate::Record for $name {
            fn described() -> &'static $crate::Shape {
                #[allow(unused_imports, reason = "not every record uses every name")]
                use $crate::rows::*;
                // A static would have to be proven `Sync`, all the way down, for every record.
                const { &$crate::Shape::new($pointer, const { &[$($row),*] }) $($($call)*)? $(.additional($values))? }
            }

            fn shape(&self) -> &'static $crate::Shape {
                <Self as $crate::Record>::described()
            }

            fn field(&self, index: usize) -> &dyn $crate::Node {
                match index {
                    $($index => &self.$field,)*
                    $($rest_index => &self.$rest,)?
                    // The reader asks for fields of the shape only.
                    _ => self,
                }
            }

            fn field_mut(&mut self, index: usize) -> &mut dyn $crate::Node {
                match index {
                    $($index => &mut self.$field,)*
                    $($rest_index => &mut self.$rest,)?
                    _ => self,
                }
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                let fields = [$(stringify!($field),)* $(stringify!($rest),)?];
                $crate::private::debug(self, stringify!($name), &fields, f)
            }
        }

        impl $crate::Model for $name {
            const PROFILE: &'static $crate::Profile = &PROFILE;
            $($crate::__direction! { $($call)* })?
        }

        #[allow(deprecated, reason = "a deprecated property is still part of the record")]
        impl $crate::Blank for $name {
            fn blank() -> Self {
                Self {
                    $($field: $crate::Blank::blank(),)*
                    $($rest: $crate::Blank::blank(),)?
                }
            }
        }

        $crate::node_of_record!($name);
    };
}

/// The constant `DIRECTION` of a model, by the calls on its shape: of most there is none.
#[doc(hidden)]
#[macro_export]
macro_rules! __direction {
    (.sent $($rest:tt)*) => {
        const DIRECTION: ::core::option::Option<$crate::Direction> =
            ::core::option::Option::Some($crate::Direction::Request);
    };
    (.received $($rest:tt)*) => {
        const DIRECTION: ::core::option::Option<$crate::Direction> =
            ::core::option::Option::Some($crate::Direction::Response);
    };
    (.going($direction:expr) $($rest:tt)*) => {
        const DIRECTION: ::core::option::Option<$crate::Direction> = ::core::option::Option::Some($direction);
    };
    (.$other:ident $arguments:tt $($rest:tt)*) => {
        $crate::__direction! { $($rest)* }
    };
    () => {};
}

/// Implements [`Node`](crate::Node), and with the feature `serde` its traits, for a type that is a [`Record`] and a
/// [`Model`](crate::Model) already; [`record!`](crate::record!) does the whole.
///
/// ```
/// use specwright_runtime::{Blank, Field, Model, Node, Profile, Record, Schema, Shape};
///
/// static ID: Shape = Shape::new("/components/schemas/Id", &[Field::required("id", Schema::PLAIN)]);
///
/// #[derive(Debug, PartialEq)]
/// struct Id(i64);
///
/// impl Record for Id {
///     fn described() -> &'static Shape {
///         &ID
///     }
///     fn shape(&self) -> &'static Shape {
///         Self::described()
///     }
///     fn field(&self, _: usize) -> &dyn Node {
///         &self.0
///     }
///     fn field_mut(&mut self, _: usize) -> &mut dyn Node {
///         &mut self.0
///     }
/// }
/// impl Blank for Id {
///     fn blank() -> Self {
///         Self(0)
///     }
/// }
/// impl Model for Id {
///     const PROFILE: &'static Profile = Profile::DEFAULT;
/// }
/// specwright_runtime::node_of_record!(Id);
///
/// assert_eq!(Id::decode(br#"{"id":7}"#).unwrap(), Id(7));
/// assert_eq!(Id(7).encode(), br#"{"id":7}"#);
/// ```
#[macro_export]
macro_rules! node_of_record {
    ($name:ident) => {
        impl $crate::Node for $name {
            fn as_record(&self) -> ::core::option::Option<&dyn $crate::Record> {
                ::core::option::Option::Some(self)
            }

            fn as_record_mut(&mut self) -> ::core::option::Option<&mut dyn $crate::Record> {
                ::core::option::Option::Some(self)
            }
        }

        $crate::__serde_of_model!($name);
    };
}
