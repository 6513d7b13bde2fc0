Columns
    Index Status        Lower        Upper       Primal         Dual  Type        Name
        0                   1            1            1               Continuous  one
        1                   0            1           -0               Integer     x_0_0
        2                   0            1           -0               Integer     x_0_1
        3                   0            1           -0               Integer     x_0_3
        4                   0            1            1               Integer     x_0_4
        5                   0            1           -0               Integer     z_0_0_0
        6                   0            1           -0               Integer     z_0_0_3
        7                   0            1           -0               Integer     z_0_0_8
        8                   0            1           -0               Integer     z_0_0_4
        9                   0            1           -0               Integer     z_0_0_5
       10                   0            1           -0               Integer     z_0_1_4
       11                   0            1           -0               Integer     z_0_1_5
       12                   0            1           -0               Integer     z_0_1_0
       13                   0            1           -0               Integer     z_0_1_3
       14                   0            1           -0               Integer     z_0_1_8
       15                   0            1           -0               Integer     z_0_3_0
       16                   0            1           -0               Integer     z_0_3_3
       17                   0            1           -0               Integer     z_0_3_8
       18                   0            1           -0               Integer     z_0_3_4
       19                   0            1           -0               Integer     z_0_3_5
       20                   0            1            1               Integer     z_0_4_4
       21                   0            1           -0               Integer     z_0_4_5
       22                   0            1           -0               Integer     z_0_4_0
       23                   0            1           -0               Integer     z_0_4_3
       24                   0            1           -0               Integer     z_0_4_8
       25                   0            1           -0               Integer     x_1_0
       26                   0            1            1               Integer     x_1_1
       27                   0            1           -0               Integer     x_1_3
       28                   0            1           -0               Integer     z_1_0_0
       29                   0            1           -0               Integer     z_1_0_8
       30                   0            1           -0               Integer     z_1_0_1
       31                   0            1            1               Integer     z_1_1_1
       32                   0            1           -0               Integer     z_1_1_0
       33                   0            1           -0               Integer     z_1_1_8
       34                   0            1           -0               Integer     z_1_3_0
       35                   0            1           -0               Integer     z_1_3_8
       36                   0            1           -0               Integer     z_1_3_1
       37                   0            1           -0               Integer     x_2_0
       38                   0            1           -0               Integer     x_2_1
       39                   0            1            1               Integer     x_2_3
       40                   0            1           -0               Integer     x_2_4
       41                   0            1           -0               Integer     z_2_0_0
       42                   0            1           -0               Integer     z_2_0_3
       43                   0            1           -0               Integer     z_2_0_6
       44                   0            1           -0               Integer     z_2_0_8
       45                   0            1           -0               Integer     z_2_0_4
       46                   0            1           -0               Integer     z_2_0_5
       47                   0            1           -0               Integer     z_2_1_4
       48                   0            1           -0               Integer     z_2_1_5
       49                   0            1           -0               Integer     z_2_1_0
       50                   0            1           -0               Integer     z_2_1_3
       51                   0            1           -0               Integer     z_2_1_6
       52                   0            1           -0               Integer     z_2_1_8
       53                   0            1           -0               Integer     z_2_3_0
       54                   0            1           -0               Integer     z_2_3_3
       55                   0            1            1               Integer     z_2_3_6
       56                   0            1           -0               Integer     z_2_3_8
       57                   0            1           -0               Integer     z_2_3_4
       58                   0            1           -0               Integer     z_2_3_5
       59                   0            1           -0               Integer     z_2_4_4
       60                   0            1           -0               Integer     z_2_4_5
       61                   0            1           -0               Integer     z_2_4_0
       62                   0            1           -0               Integer     z_2_4_3
       63                   0            1           -0               Integer     z_2_4_6
       64                   0            1           -0               Integer     z_2_4_8
Rows
    Index Status        Lower        Upper       Primal         Dual  Name
        0                -inf            1            1               home_0
        1                -inf            0            0               job_0_0
        2                -inf            0            0               job_0_1
        3                -inf            0            0               job_0_3
        4                -inf            0            0               job_0_4
        5                -inf            1            1               home_1
        6                -inf            0            0               job_1_0
        7                -inf            0            0               job_1_1
        8                -inf            0            0               job_1_3
        9                -inf            1            1               home_2
       10                -inf            0            0               job_2_0
       11                -inf            0            0               job_2_1
       12                -inf            0            0               job_2_3
       13                -inf            0            0               job_2_4
       14                -inf            1            0               places_0
       15                -inf            1            1               places_1
       16                -inf            1            1               places_3
       17                -inf            1            1               places_4
       18                -inf            1            0               work_0
       19                -inf            2            1               work_1
       20                -inf            1            0               work_3
       21                -inf            1            1               work_4
       22                -inf            1            0               work_5
       23                -inf            1            1               work_6
       24                -inf            1            0               work_8

Model status: Optimal

Objective value: 65228
Objective bound: 65228
MIP rel gap: 0%
