//! Path parameters by their names, for requests that the document does not describe.

use super::Call;
use crate::client::error::RequestFault;

impl Call {
    /// Gives the path parameter `name` its value, which is percent-encoded.
    ///
    /// A value that is empty, or makes a segment of the path `.` or `..`, is refused: the request would go to
    /// another path.
    #[expect(clippy::needless_pass_by_value, reason = "generated code has an owned value, made by `into`")]
    pub fn path(mut self, name: &'static str, value: String) -> Self {
        let result = self.target.path(name, &value);
        self.note(result.map_err(RequestFault::Target))
    }
}
