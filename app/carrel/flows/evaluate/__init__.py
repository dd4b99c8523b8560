"""Questions of one's own show whether the assistant got better: asked, judged by code, compared, voted on."""
