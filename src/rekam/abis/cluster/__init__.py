"""The search over more than one machine: holders of stretches of the gallery, as actors of Ray.

Only with the optional group `cluster`, and only where REKAM_SHARDS asks for it. A holder reads the gallery's
folder and writes nothing; the one writer stays `abis.gallery_store`. How the answers are joined is the
engine's affair (`engine.search.search_crew`), which knows nothing of Ray.
"""
