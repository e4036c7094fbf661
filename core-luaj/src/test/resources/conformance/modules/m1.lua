print("load m1", ...) return {name="M1"}
