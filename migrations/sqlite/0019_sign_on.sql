-- Which session of the city's sign-on has begun one of ours, as a digest, so that its end ends ours. The same
-- number and names stand in ../postgres.

alter table user_session add column sign_on_mark text;

create index user_session_of_sign_on on user_session (sign_on_mark);
