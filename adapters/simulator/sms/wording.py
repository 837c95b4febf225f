"""What a text says."""


def worded(sign_name: str, code: str) -> str:
    """Return the text of the approved template, behind the sender's name as carriers demand."""
    return f"【{sign_name}】验证码 {code}，请勿告诉他人。"
