Model status
Optimal

# Primal solution values
Feasible
Objective 0
Objective_bound 0
MIP_rel_gap 0
# Columns -9 sparse
one 1 0
x_0_4 1 3
x_1_0 1 4
x_2_8 1 11
x_3_6 1 12
x_4_9 1 16
x_5_6 1 20
x_6_6 1 21
x_7_12 1 26
