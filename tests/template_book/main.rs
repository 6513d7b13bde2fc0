//! Workbooks that people fill in: the empty one, and those that a case folder becomes.

mod book;
mod cells;
mod hostile;
mod template;
