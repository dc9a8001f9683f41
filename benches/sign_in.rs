//! Whether the time that the door takes to refuse somebody tells whether a name is known: tries with a
//! name that somebody has and with one that nobody has, in turns, and the difference of both: by the clock, and by
//! the time of the processor in all threads, which other work on the machine hardly changes.
//!
//! `SIGN_IN_TIMES=200 cargo bench --bench sign_in` for fewer tries than 2,000.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark ends at its first surprise and says what it measured"
)]

use std::{env, fs, time::Instant};

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

/// What a try took by the clock and of the processor, in milliseconds.
#[derive(Clone, Copy)]
struct Took {
    clock: f64,
    processor: f64,
}

/// For the name that is known and for the other one.
async fn pair_ms(jalon: &Jalon, is_known_first: bool) -> (Took, Took) {
    if is_known_first {
        let known = refused_ms(jalon, KNOWN).await;
        (known, refused_ms(jalon, UNKNOWN).await)
    } else {
        let unknown = refused_ms(jalon, UNKNOWN).await;
        (refused_ms(jalon, KNOWN).await, unknown)
    }
}

async fn refused_ms(jalon: &Jalon, name: &str) -> Took {
    let given = SignIn {
        name: name.to_owned(),
        password: "not the one it is".to_owned(),
        ..SignIn::default()
    };
    let (began, spent) = (Instant::now(), processor_ms());
    let refused = jalon.sign_in(given).await.is_err();
    let took = Took {
        clock: began.elapsed().as_secs_f64() * 1e3,
        processor: processor_ms() - spent,
    };
    assert!(refused);
    took
}

/// What all threads have had of the processor; 0 where the system does not tell.
fn processor_ms() -> f64 {
    let threads = fs::read_dir("/proc/self/task").into_iter().flatten();
    let of_each = threads.filter_map(|thread| {
        let told = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        told.split(' ').next()?.parse::<f64>().ok()
    });
    of_each.sum::<f64>() / 1e6
}

fn tell(pairs: &[(Took, Took)]) {
    let by_clock = pairs.iter().map(|(one, other)| (one.clock, other.clock));
    tell_of("clock", &by_clock.collect::<Vec<_>>());
    let of_processor = pairs
        .iter()
        .map(|(one, other)| (one.processor, other.processor));
    tell_of("processor", &of_processor.collect::<Vec<_>>());
}

fn tell_of(what: &str, pairs: &[(f64, f64)]) {
    let number = f64::from(u32::try_from(pairs.len()).unwrap());
    let mean = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / number;
    let difference = mean(&|pair| pair.0 - pair.1);
    let variance = mean(&|pair| (pair.0 - pair.1 - difference).powi(2));
    let error = (variance / number).sqrt();
    println!(
        "{what}, {number} tries each: known {:.3} ms, unknown {:.3} ms; difference {difference:+.3} ms, \
         standard error {error:.3} ms ({:.1} of them)",
        mean(&|pair| pair.0),
        mean(&|pair| pair.1),
        (difference / error).abs(),
    );
}
