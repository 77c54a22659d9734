"""One file a Slack surface. Each registers its listeners, which write requests down, and carries those requests out.

``register(app, inbox)`` adds listeners to the Bolt app. ``kind`` names the requests that are the surface's own;
``answer(request, parts, told)`` gives the Answer to post, ``file(request, parts)`` the File to share, or
``carry_out(request, parts)`` does what must be quick.
"""
