solution status: optimal solution found
objective value:                                65228
x_0_4                                               1 	(obj:-1807720)
z_0_4_5                                             1 	(obj:-440515)
x_1_1                                               1 	(obj:-1807720)
z_1_1_1                                             1 	(obj:-399407)
x_2_3                                               1 	(obj:-1807720)
z_2_3_6                                             1 	(obj:-450640)
one                                                 1 	(obj:6778950)
