"""Questions, quote requests and complaints: asked by visitors, answered by the shop in one thread behind a link."""
