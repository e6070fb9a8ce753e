-- Runs once, when the server's directory is empty: the database of the households' keys (setting Family:Keys).
CREATE DATABASE realtime_keys;
