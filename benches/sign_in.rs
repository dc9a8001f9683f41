//! Whether the time that the door takes to refuse somebody tells whether a name is known: tries with a
//! name that somebody has and with one that nobody has, in turns, and the difference of both.
//!
//! `SIGN_IN_TIMES=200 cargo bench --bench sign_in` for fewer tries than 2,000.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark ends at its first surprise and says what it measured"
)]

use std::{env, time::Instant};

use jalon::{
    app::{Clock, Jalon, SignIn},
    config::Settings,
    domain::{LinkKind, NewGrant, Person, Role},
};

const KNOWN: &str = "a.martin";
const UNKNOWN: &str = "b.durand";

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let settings = Settings::embedded_in(folder.path().to_owned()).unwrap();
    let times: u32 = env::var("SIGN_IN_TIMES").map_or(2_000, |given| given.parse().unwrap());
    runtime.block_on(async {
        let jalon = Jalon::open(&settings, Clock::system()).await.unwrap();
        invite(&jalon).await;
        // The first of each fills what is read once.
        for name in [KNOWN, UNKNOWN, KNOWN, UNKNOWN] {
            refused_ms(&jalon, name).await;
        }
        let mut pairs = Vec::new();
        for at in 0..times {
            pairs.push(pair_ms(&jalon, at % 2 == 0).await);
        }
        tell(&pairs);
    });
}

async fn invite(jalon: &Jalon) {
    let operator = Person::operator("bench");
    let grants = [NewGrant::of(Role::Planner)];
    jalon.add_user(KNOWN, &grants, &operator).await.unwrap();
    let link = jalon.add_link(KNOWN, LinkKind::Invitation, &operator).await;
    let chosen = "girafe tunnel avoine piano".to_owned();
    let chosen = (chosen, String::new());
    jalon
        .accept_invitation(&link.unwrap(), chosen)
        .await
        .unwrap();
}

/// Milliseconds for the name that is known and for the other one.
async fn pair_ms(jalon: &Jalon, is_known_first: bool) -> (f64, f64) {
    if is_known_first {
        let known = refused_ms(jalon, KNOWN).await;
        (known, refused_ms(jalon, UNKNOWN).await)
    } else {
        let unknown = refused_ms(jalon, UNKNOWN).await;
        (refused_ms(jalon, KNOWN).await, unknown)
    }
}

async fn refused_ms(jalon: &Jalon, name: &str) -> f64 {
    let given = SignIn {
        name: name.to_owned(),
        password: "not the one it is".to_owned(),
        ..SignIn::default()
    };
    let began = Instant::now();
    let refused = jalon.sign_in(given).await.is_err();
    let took = began.elapsed();
    assert!(refused);
    took.as_secs_f64() * 1e3
}

fn tell(pairs: &[(f64, f64)]) {
    let number = f64::from(u32::try_from(pairs.len()).unwrap());
    let mean = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / number;
    let difference = mean(&|pair| pair.0 - pair.1);
    let variance = mean(&|pair| (pair.0 - pair.1 - difference).powi(2));
    let error = (variance / number).sqrt();
    println!(
        "{number} tries each: known {:.3} ms, unknown {:.3} ms; difference {difference:+.3} ms, \
         standard error {error:.3} ms ({:.1} of them)",
        mean(&|pair| pair.0),
        mean(&|pair| pair.1),
        (difference / error).abs(),
    );
}
