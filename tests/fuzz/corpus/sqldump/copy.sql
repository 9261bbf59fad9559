COPY public.p (id, n) FROM stdin;
1	Ann
2	\N
\.
