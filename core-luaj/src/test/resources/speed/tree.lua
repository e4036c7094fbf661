-- SPDX-License-Identifier: Apache-2.0
local function bt(d) if d == 0 then return {} end return {bt(d-1), bt(d-1)} end local function chk(t) if t[1] then return 1 + chk(t[1]) + chk(t[2]) else return 1 end end local s = 0 for i = 1, 10 do s = s + chk(bt(14)) end return s
