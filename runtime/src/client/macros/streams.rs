//! What generated requests have besides, whose responses are streams or pages of a collection.

/// Lets the request of an operation whose response is a stream give what is in it: `streams!(Watch, WatchError; events)`,
/// `streams!(Export, ExportError; lines types::Row)`.
///
/// ```
/// use specwright_runtime::client::{Core, Error};
///
/// specwright_runtime::operation! {
///     Export, EXPORT: "export" GET "/notes.jsonl" [.accept("application/jsonl")];
///     ok () { 200 => none }
///     err ExportError {}
/// }
/// specwright_runtime::streams!(Export, ExportError; lines String);
///
/// async fn print(core: &Core) -> Result<(), Error> {
///     let mut notes = Export { call: core.call(&EXPORT) }.lines().await?;
///     while let Some(note) = notes.next().await {
///         println!("{}", note?);
///     }
///     Ok(())
/// }
/// ```
#[macro_export]
macro_rules! streams {
    ($request:ident, $error:ty; events) => {
        impl $request {
            /// The server-sent events of the response, each read when it is asked for; the request is sent with the first.
            pub fn events(self) -> $crate::client::EventStream {
                self.call.events()
            }
        }
    };

    ($request:ident, $error:ty; lines $value:ty) => {
        impl $request {
            /// Sends the request and reads the JSON values of the response one after the other.
            ///
            /// # Errors
            ///
            /// The operation's error: one that the document describes, or `Other` for everything else.
            pub async fn lines(self) -> ::core::result::Result<$crate::client::JsonLines<$value>, $error> {
                ::core::result::Result::Ok(self.open().await?.json_lines()?)
            }
        }
    };
}

/// Lets the request of an operation that lists a collection give its pages and what is on them.
///
/// ```
/// use specwright_runtime::client::{Core, Error, Progress};
///
/// specwright_runtime::operation! {
///     ListNotes, LIST_NOTES: "listNotes" GET "/notes"
///     [.parameters(&[query("page")]).accept("application/json")];
///     ok Vec<String> { 200 => json }
///     err ListNotesError {}
/// }
/// specwright_runtime::pages! {
///     ListNotes(Vec<String>) of String, ListNotesError;
///     pages_by_number(0, 1) |page| Progress::of(page.len());
///     items |page| page;
/// }
///
/// async fn print(core: &Core) -> Result<(), Error> {
///     let mut notes = ListNotes { call: core.call(&LIST_NOTES) }.items();
///     while let Some(note) = notes.next().await {
///         println!("{}", note?);
///     }
///     Ok(())
/// }
/// ```
///
/// What is behind `by_..` are the arguments of the method of [`Call`](crate::client::Call) that fetches the pages; the
/// functions take the value of a page, and may use `?`.
#[macro_export]
macro_rules! pages {
    (
        $request:ident($value:ty) of $item:ty, $error:ty;
        $how:ident($($argument:expr),*) $(|$next:ident| $where:expr)?;
        items |$page:ident| $items:expr;
    ) => {
        impl $request {
            /// The pages of the collection, each of which is fetched when it is asked for.
            pub fn pages(self) -> $crate::client::Pages<$crate::client::Response<$value>, $error> {
                self.call.$how::<Self>($($argument,)* $(|$next: &$value| $where)?)
            }

            /// What is on all pages, one after the other.
            pub fn items(self) -> $crate::client::Items<$crate::client::Response<$value>, $item, $error> {
                self.pages().items(|page| {
                    let $page = page.into_value();
                    (move || ::core::option::Option::Some($items))().unwrap_or_default()
                })
            }
        }
    };
}
