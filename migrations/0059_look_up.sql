-- The civil register is also asked to look up: nothing is entered by such a question.
alter table register_request add column is_look_up boolean not null default false;
comment on column register_request.is_look_up is 'the last question sent was a look-up: it may be forgotten without anybody comparing with the register';
