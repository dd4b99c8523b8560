"""The model that talks: a child process around llama.cpp, and what stands in for it."""
