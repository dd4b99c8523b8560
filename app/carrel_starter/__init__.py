"""The starter model's recipe, never shipped: corpus, tokenizer, training, GGUF file, figures."""
