//! What is the same in every generated operation of a server, so that generated code names only what differs.

/// Defines an operation of a server: its static description, its input and its response.
///
/// First come the name of the description with what the document says: in the first brackets what a client has to
/// know, too, in the second what only a server has. A row of the input is a field with the method of
/// [`Raw`](crate::server::Raw) that reads it; a row of the response is a variant with the calls on
/// [`Reply`](crate::server::Reply) that make it a response of HTTP.
///
/// ```
/// use specwright_runtime::server::{Call, Failure, Service};
///
/// specwright_runtime::endpoint! {
///     FIND_NOTE: "findNote" GET "/notes/{id}"
///     [.parameters(&[path("id"), query("version")])]
///     [.produces(&["application/json"])];
///     input FindNoteInput {
///         /// Which note.
///         id: String = required(0);
///         /// Which version of it.
///         version: Option<i64> = optional(1);
///     }
///     response FindNoteResponse {
///         /// Status 200: the lines of the note.
///         Ok(body: Vec<String>) = status(200).json("application/json", &body);
///         /// Status 404: there is no such note.
///         NotFound = status(404).none();
///     }
/// }
///
/// trait Server: Service {
///     fn find_note(
///         &self,
///         call: Call<Self::Caller>,
///         input: FindNoteInput,
///     ) -> impl Future<Output = Result<FindNoteResponse, Failure>> + Send;
/// }
/// ```
#[macro_export]
macro_rules! endpoint {
    (
        $constant:ident: $id:literal $method:ident $path:literal [$($call:tt)*] [$($own:tt)*];
        input $input:ident {
            $($(#[$about:meta])* $field:ident: $type:ty = $how:ident($($argument:expr),*);)*
        }
        response $response:ident {
            $($(#[$variant_about:meta])* $variant:ident $(($($part:ident: $part_type:ty),+))? = $($reply:ident($($given:expr),*)).+;)*
        }
    ) => {
        #[doc = concat!("What the document says of the operation `", $id, "`.")]
        pub static $constant: $crate::server::Endpoint = {
            #[allow(unused_imports, clippy::wildcard_imports, reason = "the words of the description")]
            use $crate::{server::{Documented, ErrorBody, RequestContent, Style}, rows::*};
            $crate::server::Endpoint::new(
                $crate::server::Operation::new($id, $crate::server::Method::$method, $path) $($call)*
            ) $($own)*
        };

        #[doc = concat!("What the operation `", $id, "` takes.")]
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub struct $input {
            $(
                $(#[$about])*
                pub $field: $type,
            )*
        }

        impl $crate::server::Input for $input {
            #[allow(unused_variables, reason = "an operation may take nothing")]
            fn read(raw: &mut $crate::server::Raw<'_>) -> ::core::option::Option<Self> {
                // Everything is read before anything is given up, so that every error is found.
                $(let $field = raw.$how($($argument),*);)*
                ::core::option::Option::Some(Self { $($field: $field?,)* })
            }
        }

        #[doc = concat!("What the operation `", $id, "` gives; what the document leaves out is a `Failure`.")]
        #[derive(Debug)]
        #[allow(clippy::large_enum_variant, reason = "a variant is as large as the document makes it")]
        pub enum $response {
            $(
                $(#[$variant_about])*
                $variant $(($($part_type),+))?,
            )*
        }

        impl $crate::server::Respond for $response {
            #[allow(unused_variables, reason = "an operation may give nothing")]
            fn respond(self, reply: $crate::server::Reply) -> $crate::server::Answer {
                match self {
                    $(Self::$variant $(($($part),+))? => reply.$($reply($($given),*)).+,)*
                }
            }
        }
    };
}

/// Defines a body that may be of several media types: `0 Json(Pet) = json;`, with the method of
/// [`Raw`](crate::server::Raw) that reads each.
///
/// ```
/// use specwright_runtime::server::{Input, Raw};
///
/// specwright_runtime::bodies! {
///     /// A note.
///     NoteBody {
///         /// Its lines, as `application/json`.
///         0 Lines(Vec<String>) = json;
///         /// All of it, as `text/plain`.
///         1 Text(String) = text;
///     }
/// }
///
/// struct PutNote(NoteBody);
///
/// impl Input for PutNote {
///     fn read(raw: &mut Raw<'_>) -> Option<Self> {
///         raw.either(NoteBody::read).map(Self)
///     }
/// }
/// ```
#[macro_export]
macro_rules! bodies {
    ($(#[$about:meta])* $name:ident {
        $($(#[$variant_about:meta])* $index:literal $variant:ident($type:ty) = $how:ident;)*
    }) => {
        $(#[$about])*
        #[derive(Clone, Debug)]
        #[allow(clippy::large_enum_variant, reason = "a variant is as large as the document makes it")]
        pub enum $name {
            $(
                $(#[$variant_about])*
                $variant($type),
            )*
        }

        impl $name {
            fn read(raw: &mut $crate::server::Raw<'_>) -> ::core::option::Option<Self> {
                match raw.content() {
                    $($index => raw.$how().map(Self::$variant),)*
                    _ => ::core::option::Option::None,
                }
            }
        }
    };
}

/// Defines the parts of a `multipart/form-data` body: `file: Part = file("file");`, with the method of
/// [`Raw`](crate::server::Raw) that takes each.
///
/// ```
/// use specwright_runtime::server::{Input, Part, Raw};
///
/// specwright_runtime::parts! {
///     /// A film.
///     FilmParts {
///         /// The film itself.
///         film: Part = file("film");
///         /// What it is called.
///         title: Option<String> = maybe_part("title");
///     }
/// }
///
/// struct PutFilm(FilmParts);
///
/// impl Input for PutFilm {
///     fn read(raw: &mut Raw<'_>) -> Option<Self> {
///         raw.multipart().map(Self)
///     }
/// }
/// ```
#[macro_export]
macro_rules! parts {
    ($(#[$about:meta])* $name:ident {
        $($(#[$field_about:meta])* $field:ident: $type:ty = $how:ident($part:literal);)*
    }) => {
        $(#[$about])*
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub struct $name {
            $(
                $(#[$field_about])*
                pub $field: $type,
            )*
        }

        impl $crate::server::Parts for $name {
            fn read(
                form: &mut $crate::server::Form,
                raw: &mut $crate::server::Raw<'_>,
            ) -> ::core::option::Option<Self> {
                $(let $field = raw.$how(form, $part);)*
                ::core::option::Option::Some(Self { $($field: $field?,)* })
            }
        }
    };
}
