"""Where teams can go, whom they can meet there, and how long the way is; each person stands at one site.

The door is `services` and `queries`; `problem.problem_for` makes what the planner reads. Parts: `lists`
(names of a school's pupils and the like), `homes` (visits at home), `travel` (links, boats, roads), `teams`.
"""
