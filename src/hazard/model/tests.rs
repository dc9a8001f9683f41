//! What a weights file is refused for.

use super::*;

/// The refusal of the default weights with one passage changed.
fn refusal(from: &str, to: &str) -> String {
    assert!(STANDARD_TEXT.contains(from), "{from} is in the file");
    Model::parse(&STANDARD_TEXT.replacen(from, to, 1))
        .unwrap_err()
        .to_string()
}

#[test]
fn the_embedded_weights_are_valid() {
    let model = Model::parse(STANDARD_TEXT).unwrap();

    assert_eq!(model.weights().factors.len(), 10);
    assert_eq!(model.weights().questions().count(), 24);
    assert_eq!(model.sha256().len(), 64);
}

#[test]
fn one_changed_digit_changes_the_digest() {
    let changed = Model::parse(&STANDARD_TEXT.replace("beta = 0.5", "beta = 0.4")).unwrap();

    assert_ne!(changed.sha256(), Model::standard().sha256());
    assert_ne!(changed.weights(), Model::standard().weights());
}

#[test]
fn a_number_out_of_range_is_named_with_its_range() {
    let text = refusal("kappa = 0.3", "kappa = -0.3");

    assert!(
        text.contains("'kappa' is -0.3") && text.contains("between 0 and 1"),
        "{text}"
    );
}

#[test]
fn not_a_number_is_no_weight() {
    let text = refusal("kappa = 0.3", "kappa = nan");

    assert!(text.contains("'kappa' is NaN"), "{text}");
}

#[test]
fn a_value_of_one_would_be_certainty_and_is_refused() {
    let text = refusal("0.95]\nnear_m = 50", "1.0]\nnear_m = 50");

    assert!(text.contains("'areal.flood.v' is 1,"), "{text}");
}

#[test]
fn a_milder_severity_may_not_weigh_more() {
    let text = refusal("[0.10, 0.35, 0.70, 0.95]", "[0.40, 0.35, 0.70, 0.95]");

    assert!(
        text.contains("'areal.flood.v'") && text.contains("does not rise"),
        "{text}"
    );
}

#[test]
fn class_limits_rise_strictly() {
    let text = refusal("[20, 40, 60, 80]", "[20, 40, 40, 80]");

    assert!(
        text.contains("'class_limits'") && text.contains("does not rise"),
        "{text}"
    );
}

#[test]
fn a_fifth_class_limit_is_refused() {
    assert!(refusal("[20, 40, 60, 80]", "[20, 40, 60, 80, 90]").contains("a list of four numbers"));
}

#[test]
fn an_unknown_factor_is_named_with_those_there_are() {
    let text = refusal("factor = \"flood\"", "factor = \"flod\"");

    assert!(text.contains("'areal.flood.factor' is 'flod'"), "{text}");
    assert!(text.contains("flood, fire, ground"), "{text}");
}

#[test]
fn a_factor_named_twice_is_refused() {
    let text = refusal("\"flood\", \"fire\"", "\"flood\", \"flood\"");

    assert_eq!(text, "'factors' names 'flood' twice; keep one");
}

#[test]
fn weights_of_a_checklist_sum_to_one() {
    let text = refusal("w = 0.25, good = 2.0", "w = 0.35, good = 2.0");

    assert!(
        text.contains("'checklist.fire.items'") && text.contains("1.1"),
        "{text}"
    );
}

#[test]
fn a_missing_key_is_named() {
    let text = refusal("near_m = 30\n", "");

    assert!(text.contains("lack 'areal.landslide.near_m'"), "{text}");
}

#[test]
fn a_missing_peril_is_named() {
    let text = refusal("[areal.clay]", "[areal.mud]");

    assert!(text.contains("lack 'areal.clay'"), "{text}");
}

#[test]
fn a_misspelt_key_is_not_read_past() {
    let text = refusal("beta = 0.5", "beta = 0.5\nbetta = 0.5");

    assert!(text.contains("'betta'"), "{text}");
}

#[test]
fn a_line_ends_farther_out_than_it_begins() {
    let text = refusal("d_in = 5\nd_out = 50", "d_in = 50\nd_out = 50");

    assert!(text.contains("linear.railway.d_in, d_out"), "{text}");
}

#[test]
fn a_ramp_needs_two_different_ends() {
    let text = refusal("good = 200, bad = 400", "good = 200, bad = 200");

    assert!(
        text.contains("checklist.fire.items[1]") && text.contains("both 200"),
        "{text}"
    );
}

#[test]
fn half_a_ramp_lacks_its_other_end() {
    let text = refusal("good = 200, bad = 400", "good = 200");

    assert!(
        text.contains("lack 'checklist.fire.items[1].bad'"),
        "{text}"
    );
}

#[test]
fn a_question_counts_in_one_place_only() {
    let text = refusal("k = \"pests\"", "k = \"water_m\"");

    assert!(text.contains("'water_m' twice"), "{text}");
}

#[test]
fn another_version_of_the_method_is_refused() {
    let text = refusal("version = \"1.0\"", "version = \"2.0\"");

    assert!(
        text.contains("'version' is '2.0'") && text.contains("1.0"),
        "{text}"
    );
}

#[test]
fn text_that_is_not_toml_is_refused() {
    assert!(matches!(Model::parse("rho = "), Err(Error::NotToml { .. })));
}

#[test]
fn a_checklist_without_questions_is_refused() {
    let text = refusal(
        "space = [\n  { k = \"m2_per_person\", w = 1.0, good = 45, bad = 15 },\n]",
        "space = []",
    );

    assert!(
        text.contains("'groups.sanitation.space' sum to 0"),
        "{text}"
    );
}
