//! Records: structs whose fields the document names.

use crate::node::Node;
use crate::schema::Shape;

/// A struct whose fields the document names; the generator prints the implementation.
pub trait Record: Node {
    /// The static description.
    fn shape(&self) -> &'static Shape;

    /// The field with this index in the shape.
    fn field(&self, index: usize) -> &dyn Node;

    /// The field with this index in the shape.
    fn field_mut(&mut self, index: usize) -> &mut dyn Node;
}

/// Implements [`Node`] and [`Blank`](crate::Blank), and with the feature `serde` its traits, for a type that is a
/// [`Record`] and a [`Model`](crate::Model).
///
/// ```
/// use specwright_runtime::{Blank, Field, Model, Node, Profile, Record, Schema, Shape};
///
/// #[derive(Debug, PartialEq)]
/// pub struct Point {
///     pub x: i64,
///     pub y: Option<i64>,
/// }
///
/// static POINT: Shape = Shape::new("Point", "/components/schemas/Point", &[Field::required("x", Schema::PLAIN), Field::optional("y", Schema::PLAIN)]).refuse_unknown();
///
/// impl Record for Point {
///     fn shape(&self) -> &'static Shape {
///         &POINT
///     }
///     fn field(&self, index: usize) -> &dyn Node {
///         match index {
///             0 => &self.x,
///             _ => &self.y,
///         }
///     }
///     fn field_mut(&mut self, index: usize) -> &mut dyn Node {
///         match index {
///             0 => &mut self.x,
///             _ => &mut self.y,
///         }
///     }
/// }
///
/// impl Model for Point {
///     const PROFILE: &'static Profile = Profile::DEFAULT;
///     fn blank() -> Self {
///         Self { x: Blank::blank(), y: Blank::blank() }
///     }
/// }
///
/// specwright_runtime::record!(Point);
///
/// assert_eq!(Point::decode(br#"{"x":1}"#).unwrap(), Point { x: 1, y: None });
/// assert_eq!(Point { x: 1, y: Some(2) }.encode(), br#"{"x":1,"y":2}"#);
/// ```
#[macro_export]
macro_rules! record {
    ($type:ty) => {
        impl $crate::Node for $type {
            fn read(
                &mut self,
                reader: &mut $crate::Reader<'_>,
                at: &$crate::Path<'_>,
                schema: &'static $crate::Schema,
            ) -> ::core::result::Result<(), $crate::Stop> {
                reader.record(self, at, schema)
            }

            fn write(&self, writer: &mut $crate::Writer) {
                writer.record(self);
            }

            fn check(
                &self,
                checker: &mut $crate::Checker,
                at: &$crate::Path<'_>,
                _schema: &'static $crate::Schema,
            ) {
                checker.record(self, at);
            }
        }

        impl $crate::Blank for $type {
            fn blank() -> Self {
                <Self as $crate::Model>::blank()
            }
        }

        $crate::__serde_of_model!($type);
    };
}
