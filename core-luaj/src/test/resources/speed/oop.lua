-- SPDX-License-Identifier: Apache-2.0
local C = {} C.__index = C function C.new(v) return setmetatable({v=v}, C) end function C:add(n) self.v = self.v + n return self end
local o = C.new(0) for i = 1, 2000000 do o:add(i) end local t = {} for i = 1, 200000 do t[i] = C.new(i) end table.sort(t, function(a,b) return a.v > b.v end) return o.v
