-- The language of the page that has opened the window, for what the window says at its end.
alter table sign_ins add column language text;
