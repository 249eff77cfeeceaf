//! Calls that fetch a collection page by page: the same request again and again, but for where the page is.

use super::super::page::{Pages, Progress};
use super::super::response::Response;
use super::super::transport::RequestBody;
use super::{Call, Outcome};

/// The pages of the collection that an operation lists.
type PagesOf<O> = Pages<Response<<O as Outcome>::Value>, <O as Outcome>::Error>;

impl Call {
    /// The pages of a collection, each of which says where the next one is: `next` gives the value of the parameter
    /// with this number, `None` after the last page.
    ///
    /// ```no_run
    /// use specwright_runtime::client::{Call, Error, Outcome};
    ///
    /// /// The cursor is the second parameter of the operation.
    /// async fn count<O>(call: Call, next: fn(&O::Value) -> Option<String>) -> Result<usize, O::Error>
    /// where
    ///     O: Outcome + 'static,
    ///     O::Value: 'static,
    ///     O::Error: From<Error> + 'static,
    /// {
    ///     let mut pages = call.pages_by_cursor::<O>(1, next);
    ///     let mut count = 0;
    ///     while let Some(page) = pages.next().await {
    ///         page?;
    ///         count += 1;
    ///     }
    ///     Ok(count)
    /// }
    /// ```
    pub fn pages_by_cursor<O: Outcome + 'static>(
        mut self,
        parameter: usize,
        next: impl Fn(&O::Value) -> Option<String> + Send + 'static,
    ) -> PagesOf<O>
    where
        O::Value: 'static,
        O::Error: 'static,
    {
        let fetch = move |cursor: Option<String>| {
            let call = match cursor {
                Some(cursor) => self.again_at(parameter, |call| call.text(parameter, cursor)),
                None => self.again(),
            };
            call.send::<O>()
        };
        Pages::by_cursor(fetch, move |page: &Response<O::Value>| next(page.value()))
    }

    /// The pages of a collection, each of which begins at an item whose number is the value of the parameter with this
    /// number.
    ///
    /// ```no_run
    /// use specwright_runtime::client::{Call, Outcome, Pages, Progress, Response};
    ///
    /// /// The offset is the first parameter of the operation.
    /// fn all<O: Outcome + 'static>(
    ///     call: Call,
    ///     count: fn(&O::Value) -> usize,
    /// ) -> Pages<Response<O::Value>, O::Error>
    /// where
    ///     O::Value: 'static,
    ///     O::Error: 'static,
    /// {
    ///     call.pages_by_offset::<O>(0, move |page| Progress::of(count(page)))
    /// }
    /// ```
    pub fn pages_by_offset<O: Outcome + 'static>(
        mut self,
        parameter: usize,
        progress: impl Fn(&O::Value) -> Progress + Send + 'static,
    ) -> PagesOf<O>
    where
        O::Value: 'static,
        O::Error: 'static,
    {
        let fetch =
            move |offset: u64| self.again_at(parameter, |call| call.set(parameter, offset)).send::<O>();
        Pages::by_offset(fetch, move |page: &Response<O::Value>| progress(page.value()))
    }

    /// The pages of a collection, whose numbers are the values of the parameter with this number.
    ///
    /// ```no_run
    /// use specwright_runtime::client::{Call, Outcome, Pages, Progress, Response};
    ///
    /// /// The first page has the number 1, and what is the last one says its length.
    /// fn all<O: Outcome + 'static>(
    ///     call: Call,
    ///     count: fn(&O::Value) -> usize,
    /// ) -> Pages<Response<O::Value>, O::Error>
    /// where
    ///     O::Value: 'static,
    ///     O::Error: 'static,
    /// {
    ///     call.pages_by_number::<O>(0, 1, move |page| Progress::of(count(page)))
    /// }
    /// ```
    pub fn pages_by_number<O: Outcome + 'static>(
        mut self,
        parameter: usize,
        first: u64,
        progress: impl Fn(&O::Value) -> Progress + Send + 'static,
    ) -> PagesOf<O>
    where
        O::Value: 'static,
        O::Error: 'static,
    {
        let fetch =
            move |number: u64| self.again_at(parameter, |call| call.set(parameter, number)).send::<O>();
        Pages::by_number(first, fetch, move |page: &Response<O::Value>| progress(page.value()))
    }

    /// The pages of a collection, each of which links to the next one: a header `Link` with `rel="next"` (RFC 8288).
    ///
    /// ```no_run
    /// use specwright_runtime::client::{Call, Outcome, Pages, Response};
    ///
    /// fn all<O: Outcome + 'static>(call: Call) -> Pages<Response<O::Value>, O::Error>
    /// where
    ///     O::Value: 'static,
    ///     O::Error: 'static,
    /// {
    ///     call.pages_by_link::<O>()
    /// }
    /// ```
    pub fn pages_by_link<O: Outcome + 'static>(mut self) -> PagesOf<O>
    where
        O::Value: 'static,
        O::Error: 'static,
    {
        let fetch = move |link: Option<String>| {
            let call = match link {
                Some(link) => self.again().follow(link),
                None => self.again(),
            };
            call.send::<O>()
        };
        Pages::by_cursor(fetch, |page: &Response<O::Value>| page.link("next").map(str::to_owned))
    }

    /// The same call once more, without a body: operations that list something have none.
    fn again(&mut self) -> Self {
        Self {
            core: self.core.clone(),
            operation: self.operation,
            target: self.target.clone(),
            headers: self.headers.clone(),
            body: RequestBody::empty(),
            options: self.options,
            raw: self.raw.clone(),
            link: self.link.clone(),
            // The error of the first page is the end of them.
            refused: self.refused.take(),
        }
    }

    /// The same call once more, but for one parameter.
    fn again_at(&mut self, parameter: usize, set: impl FnOnce(Self) -> Self) -> Self {
        let mut call = self.again();
        if let Some(parameter) = call.operation.parameters.get(parameter) {
            call.target.remove(parameter.name);
        }
        set(call)
    }
}
