Model status
Optimal

# Primal solution values
Feasible
Objective 65228
Objective_bound 65228
MIP_rel_gap 0
# Columns 65
one 1
x_0_0 0
x_0_1 0
x_0_3 0
x_0_4 1
z_0_0_0 0
z_0_0_3 0
z_0_0_8 0
z_0_0_4 0
z_0_0_5 0
z_0_1_4 0
z_0_1_5 0
z_0_1_0 0
z_0_1_3 0
z_0_1_8 0
z_0_3_0 0
z_0_3_3 0
z_0_3_8 0
z_0_3_4 0
z_0_3_5 0
z_0_4_4 1
z_0_4_5 0
z_0_4_0 0
z_0_4_3 0
z_0_4_8 0
x_1_0 0
x_1_1 1
x_1_3 0
z_1_0_0 0
z_1_0_8 0
z_1_0_1 0
z_1_1_1 1
z_1_1_0 0
z_1_1_8 0
z_1_3_0 0
z_1_3_8 0
z_1_3_1 0
x_2_0 0
x_2_1 0
x_2_3 1
x_2_4 0
z_2_0_0 0
z_2_0_3 0
z_2_0_6 0
z_2_0_8 0
z_2_0_4 0
z_2_0_5 0
z_2_1_4 0
z_2_1_5 0
z_2_1_0 0
z_2_1_3 0
z_2_1_6 0
z_2_1_8 0
z_2_3_0 0
z_2_3_3 0
z_2_3_6 1
z_2_3_8 0
z_2_3_4 0
z_2_3_5 0
z_2_4_4 0
z_2_4_5 0
z_2_4_0 0
z_2_4_3 0
z_2_4_6 0
z_2_4_8 0
# Rows 25
home_0 1
job_0_0 0
job_0_1 0
job_0_3 0
job_0_4 0
home_1 1
job_1_0 0
job_1_1 0
job_1_3 0
home_2 1
job_2_0 0
job_2_1 0
job_2_3 0
job_2_4 0
places_0 0
places_1 1
places_3 1
places_4 1
work_0 0
work_1 1
work_3 0
work_4 1
work_5 0
work_6 1
work_8 0

# Dual solution values
None

# Basis
HiGHS_basis_file v2
None
