//! What is the same in every generated request and every generated error, so that generated code names only
//! what differs.

mod error;
mod streams;

/// Defines an operation: its static description, the request that a method of the client returns, what it gives and
/// what goes wrong.
///
/// First come the names of the request and of the description, with what the description is. Behind `in` is the path
/// under which users find all this, such as `in "otark_brp_client"`: the examples in its docs name it, and without it
/// there are none. Behind `set` are the
/// setters of optional arguments, each with the method of [`Call`](crate::client::Call) that it stands for. Behind
/// `ok` is the type of a success, with how each status is read; where successes differ it is an `enum` that is defined
/// here. Behind `err` is the error, with a variant for every documented failure.
///
/// ```
/// use specwright_runtime::client::Core;
///
/// struct Client {
///     core: Core,
/// }
///
/// impl Client {
///     /// Finds a note.
///     pub fn find_note(&self, id: impl AsRef<str>) -> FindNote {
///         FindNote { call: self.core.call(&FIND_NOTE).text(0, id) }
///     }
/// }
///
/// specwright_runtime::operation! {
///     FindNote, FIND_NOTE: "findNote" GET "/notes/{id}"
///     [.parameters(&[path("id"), query("version")]).accept("application/json")];
///     set {
///         /// Which version of the note.
///         version(i64) = set 1;
///     }
///     ok Vec<String> { 200 => json }
///     err FindNoteError {
///         /// There is no such note.
///         NotFound(()) = 404 => none;
///     }
/// }
/// ```
#[macro_export]
macro_rules! operation {
    (
        $request:ident, $constant:ident: $id:literal $method:ident $path:literal $(in $client:literal)? $([$($call:tt)*])?;
        $(set { $($(#[$about:meta])* $setter:ident($taken:ty) = $how:ident $index:literal;)* })?
        $(body { $($body:tt)* })?
        ok $($rest:tt)*
    ) => {
        static $constant: $crate::client::Operation = {
            #[allow(unused_imports, clippy::wildcard_imports, reason = "the words of the description")]
            use $crate::{client::Style, rows::*};
            $crate::client::Operation::new($id, $crate::client::Method::$method, $path) $($($call)*)?
        };

        #[doc = concat!("A request of the operation `", $id, "`; awaiting it sends it.")]
        ///
        #[doc = concat!("`", stringify!($method), " ", $path, "`")]
        ///
        /// Until then, [`timeout`](Self::timeout), [`header`](Self::header) and [`with`](Self::with) change this call
        /// alone. [`send`](Self::send) says what it gives and how it fails, [`reply`](Self::reply) and
        /// [`open`](Self::open) are for those who want the response as it is. How it is made, and an example, has the
        /// method of [`Client`] that returns it.
        $(
            ///
            #[doc = concat!(
                "```no_run\n# async fn run(request: ", $client, "::", stringify!($request),
                ") -> Result<(), Box<dyn std::error::Error>> {\n",
                "let response = request.timeout(std::time::Duration::from_secs(5)).await?;\n",
                "println!(\"{}: {:?}\", response.status(), response.request_id());\n# Ok(())\n# }\n```",
            )]
        )?
        #[derive(Debug)]
        #[must_use = "a request does nothing until it is awaited"]
        pub struct $request {
            call: $crate::client::Call,
        }

        impl $request {
            /// What the document says of the operation.
            pub const OPERATION: &'static $crate::client::Operation = &$constant;
        }

        $(
            impl $request {
                $(
                    $(#[$about])*
                    pub fn $setter(mut self, value: $taken) -> Self {
                        self.call = self.call.$how($index, value);
                        self
                    }
                )*
            }
        )?

        $($crate::operation! { @body $request $($body)* })?

        $crate::operation! { @ok $request ($($client)?) $($rest)* }
    };

    // A body that may be left out.
    (@body $request:ident $($(#[$about:meta])* $setter:ident($taken:ty) = $how:ident($($argument:expr),*);)*) => {
        impl $request {
            $(
                $(#[$about])*
                pub fn $setter(mut self, value: $taken) -> Self {
                    self.call = self.call.$how($($argument,)* value);
                    self
                }
            )*
        }
    };

    // Successes that differ.
    (
        @ok $request:ident ($($client:literal)?) enum $success:ident {
            $($(#[$about:meta])* $variant:ident($body:ty) = $status:pat => $read:ident;)*
        }
        err $error:ident {
            $($(#[$failure_about:meta])* $failure:ident($failure_body:ty) = $failure_status:pat => $failure_read:ident;)*
        }
    ) => {
        #[doc = concat!("What [`", stringify!($request), "`] gives when it succeeds.")]
        $(
            ///
            #[doc = concat!(
                "```no_run\n# async fn run(request: ", $client, "::", stringify!($request),
                ") -> Result<(), Box<dyn std::error::Error>> {\n",
                "let response = request.await?;\n",
                "println!(\"{}: {:?}\", response.status(), *response);\n# Ok(())\n# }\n```",
            )]
        )?
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "a variant is as large as the document makes it")]
        pub enum $success {
            $(
                $(#[$about])*
                $variant($body),
            )*
        }

        $crate::request!($request -> $success, $error);

        impl $crate::client::Outcome for $request {
            type Value = $success;
            type Error = $error;

            fn decode(
                reply: $crate::client::Reply,
            ) -> ::core::result::Result<$crate::client::Response<Self::Value>, Self::Error> {
                #[allow(unreachable_patterns, reason = "a default leaves no status undocumented")]
                match reply.status().as_u16() {
                    $($status => $crate::client::outcome::success_as(reply.$read(), $success::$variant),)*
                    $($failure_status => $crate::client::outcome::failure_as(reply.$failure_read(), $error::$failure),)*
                    _ => $crate::client::outcome::undocumented(reply),
                }
            }
        }

        $crate::operation! { @err $request ($($client)?) $error { $($(#[$failure_about])* $failure($failure_body);)* } }
    };

    // Successes that are alike.
    (
        @ok $request:ident ($($client:literal)?) $success:ty {
            $($status:pat => $read:ident),* $(,)?
        }
        err $error:ident {
            $($(#[$failure_about:meta])* $failure:ident($failure_body:ty) = $failure_status:pat => $failure_read:ident;)*
        }
    ) => {
        $crate::request!($request -> $success, $error);

        impl $crate::client::Outcome for $request {
            type Value = $success;
            type Error = $error;

            fn decode(
                reply: $crate::client::Reply,
            ) -> ::core::result::Result<$crate::client::Response<Self::Value>, Self::Error> {
                #[allow(unreachable_patterns, reason = "a default leaves no status undocumented")]
                match reply.status().as_u16() {
                    $($status => $crate::client::outcome::success(reply.$read()),)*
                    $($failure_status => $crate::client::outcome::failure_as(reply.$failure_read(), $error::$failure),)*
                    _ => $crate::client::outcome::undocumented(reply),
                }
            }
        }

        $crate::operation! { @err $request ($($client)?) $error { $($(#[$failure_about])* $failure($failure_body);)* } }
    };

    (@err $request:ident ($($client:literal)?) $error:ident { $($(#[$about:meta])* $variant:ident($body:ty);)* }) => {
        #[doc = concat!(
            "What [`", stringify!($request), "`] gives when it fails, and everything that keeps it from an answer.",
        )]
        ///
        /// Each answer that the document describes is a variant with its decoded body, status and headers;
        /// [`Other`](Self::Other) is everything else. What all of them have is asked for without a `match`:
        /// [`status`](Self::status), [`request_id`](Self::request_id), [`retry_after`](Self::retry_after), and with
        /// [`delivery`](Self::delivery) whether the operation may have been carried out.
        $(
            ///
            #[doc = concat!(
                "```no_run\n# async fn run(request: ", $client, "::", stringify!($request), ") {\n",
                "if let Err(error) = request.await {\n",
                "    eprintln!(\"{error}: {:?}, {:?}\", error.status(), error.delivery());\n}\n# }\n```",
            )]
        )?
        #[derive(Debug)]
        #[non_exhaustive]
        pub enum $error {
            $(
                $(#[$about])*
                $variant(::std::boxed::Box<$crate::client::Response<$body>>),
            )*
            /// No documented answer: the request was not sent, broke on the way, or brought something else.
            Other($crate::client::Error),
        }

        $crate::operation_error!($error { $($variant),* });
    };
}

/// Makes the struct of a request awaitable: `request!(UpdateCustomer -> Customer, UpdateCustomerError);`.
///
/// The struct has one field, `call: Call`, and implements [`Outcome`](crate::client::Outcome).
///
/// ```
/// use specwright_runtime::client::{Call, Error, Outcome, Reply, Response};
///
/// struct ListNotes { call: Call }
/// specwright_runtime::request!(ListNotes -> Vec<String>, Error);
///
/// impl Outcome for ListNotes {
///     type Value = Vec<String>;
///     type Error = Error;
///     fn decode(reply: Reply) -> Result<Response<Vec<String>>, Error> {
///         reply.success()?.json()
///     }
/// }
///
/// async fn first(request: ListNotes) -> Result<Option<String>, Error> {
///     Ok(request.header("x-trace", "4711").await?.first().cloned())
/// }
/// ```
#[macro_export]
macro_rules! request {
    ($request:ident -> $value:ty, $error:ty) => {
        impl $request {
            /// The most time that this call may take, in place of the client's; `None` for no limit.
            pub fn timeout(
                self,
                limit: impl ::core::convert::Into<::core::option::Option<::core::time::Duration>>,
            ) -> Self {
                Self { call: self.call.timeout(limit) }
            }

            /// Sets a header, in place of one of the same name.
            pub fn header(self, name: &str, value: &str) -> Self {
                Self { call: self.call.header(name, value) }
            }

            /// Changes the call, such as when it is repeated: `request.with(Call::idempotent)`.
            pub fn with(
                self,
                change: impl ::core::ops::FnOnce($crate::client::Call) -> $crate::client::Call,
            ) -> Self {
                Self { call: change(self.call) }
            }

            /// Sends the request and reads the response, whatever its status, without decoding it.
            ///
            /// # Errors
            ///
            /// An `Error` when there is no complete response.
            pub fn reply(self) -> $crate::client::Sending<$crate::client::Reply> {
                self.call.reply()
            }

            /// Sends the request and returns a success before its body is read.
            ///
            /// # Errors
            ///
            #[doc = concat!("[`", stringify!($error), "`]: one that the document describes, or `Other` for everything else.")]
            pub fn open(self) -> $crate::client::Sending<$crate::client::OpenReply, $error> {
                self.call.open_as::<Self>()
            }

            /// Sends the request; awaiting the request itself is the same.
            ///
            /// # Errors
            ///
            #[doc = concat!("[`", stringify!($error), "`]: one that the document describes, or `Other` for everything else.")]
            pub fn send(self) -> $crate::client::Sending<$crate::client::Response<$value>, $error> {
                self.call.send::<Self>()
            }
        }

        impl ::core::future::IntoFuture for $request {
            type Output = ::core::result::Result<$crate::client::Response<$value>, $error>;
            type IntoFuture = $crate::client::Sending<$crate::client::Response<$value>, $error>;

            fn into_future(self) -> Self::IntoFuture {
                self.call.send::<Self>()
            }
        }
    };
}
