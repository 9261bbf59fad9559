--
-- PostgreSQL database dump
--

\restrict DE1pv2Otx1i1LLJG037OItNiU7KgMsa5Xlc15WPcJ30qb8gj7GfKOpHFKT8ZDtl

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: patients; Type: TABLE; Schema: public; Owner: nobody
--

CREATE TABLE public.patients (
    id integer NOT NULL,
    nhs_no character(10),
    surname text,
    forename text,
    dob date,
    note text
);


ALTER TABLE public.patients OWNER TO nobody;

--
-- Name: patients_id_seq; Type: SEQUENCE; Schema: public; Owner: nobody
--

CREATE SEQUENCE public.patients_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;


ALTER TABLE public.patients_id_seq OWNER TO nobody;

--
-- Name: patients_id_seq; Type: SEQUENCE OWNED BY; Schema: public; Owner: nobody
--

ALTER SEQUENCE public.patients_id_seq OWNED BY public.patients.id;


--
-- Name: patients id; Type: DEFAULT; Schema: public; Owner: nobody
--

ALTER TABLE ONLY public.patients ALTER COLUMN id SET DEFAULT nextval('public.patients_id_seq'::regclass);


--
-- Data for Name: patients; Type: TABLE DATA; Schema: public; Owner: nobody
--

COPY public.patients (id, nhs_no, surname, forename, dob, note) FROM stdin;
1	9990000018	O'Neill-Price	Siân	1987-04-23	path C:\\temp
2	9990000026	Smith	John	1954-12-01	two\nlines\tand a tab
3	9990000034	Łukasz	Żaneta	\N	it's
\.


--
-- Name: patients_id_seq; Type: SEQUENCE SET; Schema: public; Owner: nobody
--

SELECT pg_catalog.setval('public.patients_id_seq', 3, true);


--
-- Name: patients patients_pkey; Type: CONSTRAINT; Schema: public; Owner: nobody
--

ALTER TABLE ONLY public.patients
    ADD CONSTRAINT patients_pkey PRIMARY KEY (id);


--
-- PostgreSQL database dump complete
--

\unrestrict DE1pv2Otx1i1LLJG037OItNiU7KgMsa5Xlc15WPcJ30qb8gj7GfKOpHFKT8ZDtl

