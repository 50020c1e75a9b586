//! `report.html`.
use crate::model::RunReport;

/// The page.
pub fn page(report: &RunReport) -> String {
    format!("<!doctype html><title>unspin</title><p>{} documents", report.documents.len())
}
