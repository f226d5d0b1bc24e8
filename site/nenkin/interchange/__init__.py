"""The open record file and the official month codes; pure."""
