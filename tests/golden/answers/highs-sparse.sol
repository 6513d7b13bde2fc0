Model status
Optimal

# Primal solution values
Feasible
Objective 65228
Objective_bound 65228
MIP_rel_gap 0
# Columns -7 sparse
one 1 0
x_0_4 1 4
z_0_4_4 1 20
x_1_1 1 26
z_1_1_1 1 31
x_2_3 1 39
z_2_3_6 1 55
