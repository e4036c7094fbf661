-- SPDX-License-Identifier: Apache-2.0
-- What the compiler makes of all kinds of statements and expressions.
local function p(...) print(...) end
local t = {[1] = "a", "b", x = 1, ["y z"] = 2, [3.5] = 3; "c", (function() return 1, 2 end)(), (function() return 1, 2 end)()}
p(#t, t[1], t[2], t[3], t[4], t[5], t.x, t["y z"], t[3.5])
local long = {} for i = 1, 120 do long[i] = "v" .. i end
local chunk = load("return {" .. table.concat({("'%s'"):rep(1)}, ","):format("q") .. "," .. ("1,"):rep(130) .. "}")()
p(#chunk, chunk[1], chunk[51], chunk[131])
local many = {} for i = 1, 400 do many[i] = "local v" .. i .. " = 'k" .. i .. "'" end
p(load("do " .. table.concat(many, " ", 1, 190) .. " return v1, v190 end")())
p(load("do " .. table.concat(many, " ") .. " end") == nil)
local consts = {} for i = 1, 600 do consts[i] = ("t[%d] = 'c%d' .. t.f%d"):format(i, i, i) end
local ct = setmetatable({}, {__index = function(_, k) return k end})
load("local t = ... " .. table.concat(consts, "\n"))(ct) p(ct[1], ct[300], ct[600])
p("a\
b", "\65\066\x41\z
     x", [[
first newline skipped]], [==[a]]b]==], '\'', "\"", '\\n', "tab\tq", "\a\b\f\v" == "\7\8\12\11")
p(1 + 2 * 3 - 4 / 2, (1 + 2) * 3, 2 ^ 3 ^ 2, -2 ^ 2, not 1 == 2, 1 .. 2 == "12", "a" .. "b" .. "c" == "abc", 1 < 2 == true, -3 % 5, not nil and 5, #"abc" * 2, - - 2)
p(false == nil, nil == nil, 1 and nil, nil and 1, false or nil, (nil or false) == false, 1 or error("not evaluated"), nil and error("not evaluated"))
local function v(...) return ... end
p((v(1, 2)), v(1, 2), (v()))
p(v(), v())
local x, y, z = v(1, 2) p(x, y, z) x, y, z = 0, v(1) p(x, y, z) x, y = v(1, 2), 10 p(x, y)
local o = {n = 1} function o.f(a) return a end function o:m(a) return self.n, a end function o.deep() return {g = o} end p(o.f(5), o:m(6), o.deep().g:m(7), o["m"](o, 8), o.f"str", o.f{1}[1], #o.f[[x]])
local function rec(n) return n == 0 and "done" or rec(n - 1) end p(rec(15000))
local s = 0 for i = 10, 1, -3 do s = s + i end p(s) s = 0 for i = 1, 3 do local i = i * 2 s = s + i end p(s) for i = 1, 0 do p("no") end for i = 3, 1 do p("no") end for i = 1, 1 do p("once") end for i = 0.1, 0.35, 0.1 do io.write(i, " ") end print()
while true do if s > 15 then break end s = s + 1 end p(s) repeat local q = s s = s - 1 until q < 10 p(s)
do local function up() return x end x = "changed" p(up()) end local f1, f2 do local shared = 0 f1 = function() shared = shared + 1 return shared end f2 = function() return shared end end f1() f1() p(f2())
local fns = {} for i = 1, 3 do local j = i * 10 fns[#fns + 1] = function() j = j + 1 return i, j end end fns[1]() p(fns[1]()) p(fns[3]())
if nil then p("no") elseif false then p("no") elseif 0 then p("zero is true") else p("no") end if x and not y == nil then p("a") else p("b") end
goto skip p("skipped") ::skip:: for i = 1, 3 do for j = 1, 3 do if j == 2 then goto next end if i == 3 then goto out end io.write(i, j, " ") ::next:: end end ::out:: print()
local e = setmetatable({}, {__index = _G}) local fe = load("y = 5 return y, x, p ~= nil", "=e", "t", e) p(fe()) p(rawget(e, "y"), rawget(_G, "y")) do local _ENV = {p = p} z = 1 p(z, _ENV.z) end p(_ENV == _G)
local big = 0 for i = 1, 300 do big = big + (i % 2 == 0 and i or -i) * (i > 100 and 2 or 1) end p(big) p(select("#", table.unpack({}, 1, 200)), (select("#", (table.unpack({}, 1, 200)))))
p(string.format("%s %s", v("a", "b")), math.max(v(3, 9, 2)), #{v(1, 2, 3), v(1, 2, 3)}, #{v(), v()}, type(v), (("x"):rep(3)), ("%d"):format(7), -x:len() + #x == 0)
p(pcall(function(...) local a, b = ... return select("#", ...), a, b end, nil, nil)) p((function(...) return ... end)(1, nil, 3)) p((function(a, ...) local n = select("#", ...) return a, n, (...) end)(1)) local function opt(a, b) b = b or "default" return a, b end p(opt(1)) p(opt(1, false))
